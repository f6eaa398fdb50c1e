"""Playlists that were deleted, and the way back for them."""

from PySide6.QtCore import QItemSelection, QRect
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.line_list import Line, LineList
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind, TextButton

SIZE = (520, 480)
_ICONS = {
    PlaylistKind.LIST: "playlist",
    PlaylistKind.SMART: "lightning",
    PlaylistKind.FOLDER: "folder",
}


class DeletedSheet(Sheet):
    """Lists them, the latest first."""

    def __init__(self, theme: Theme, services: Services, window: QWidget) -> None:
        self._lists = services.playlists
        self.list = LineList(theme, text.tr("history", "Deleted playlists"), several=True)
        question = Question(
            title=text.tr("history", "Deleted playlists"),
            body=text.tr("history", "Nothing of a playlist is lost when it is deleted."),
            choices=(
                Choice(
                    words=text.tr("history", "Bring back"),
                    run=self._bring_back,
                    kind=Kind.PRIMARY,
                ),
            ),
            cancel=text.tr("history", "Close"),
        )
        super().__init__(theme, question, window)
        self.list.selectionModel().selectionChanged.connect(self._chosen)
        self.buttons[0].setEnabled(False)
        self._lists.reads.deleted(self._show)

    def _show(self, rows: tuple[PlaylistRow, ...]) -> None:
        self.list.lines.show_lines([_line(row) for row in rows])
        self.list.say_empty(text.tr("history", "No playlist was deleted."))

    def _chosen(self, _on: QItemSelection, _off: QItemSelection) -> None:
        self.buttons[0].setEnabled(bool(self.list.selected_ids()))

    def _bring_back(self) -> None:
        self._lists.bring_back([PlaylistId(each) for each in self.list.selected_ids()])

    @override
    def _lay_out(self, question: Question) -> list[TextButton]:
        buttons = super()._lay_out(question)
        # After the title and what is said below it.
        self._column.insertWidget(2, self.list, 1)
        return buttons

    @override
    def _fit(self) -> None:
        over, edge = self._over.rect(), self._theme.space.s32
        self.setGeometry(over)
        place = QRect(0, 0, min(SIZE[0], over.width() - 2 * edge), 0)
        place.setHeight(min(SIZE[1], over.height() - 2 * edge))
        place.moveCenter(over.center())
        self.panel.setGeometry(place)


def _line(row: PlaylistRow) -> Line:
    when = text.tr("history", "deleted {when}").format(when=text.moment(row.deleted_at or 0))
    detail = f"{text.tracks(row.entries)} · {when}" if row.kind is PlaylistKind.LIST else when
    return Line(id=row.id, text=row.name, detail=detail, icon=_ICONS[row.kind])
