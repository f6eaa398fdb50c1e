"""The time machine of a playlist: what it was, how that differs from now, and the way back."""

from functools import partial

from PySide6.QtCore import QItemSelection, QRect
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import (
    Compared,
    EntryTags,
    PlaylistChange,
    PlaylistTracksChanged,
    Revision,
    RevisionKind,
)
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.line_list import Line, LineList
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind, TextButton

SIZE = (860, 600)
MOST_SHOWN = 300
"""Of each kind of difference; the heading has the count."""

_ICONS = {
    RevisionKind.CREATED: "plus-circle",
    RevisionKind.ADDED: "plus",
    RevisionKind.REMOVED: "minus",
    RevisionKind.MOVED: "arrows-down-up",
    RevisionKind.CLEARED: "eraser",
    RevisionKind.REPLACED: "swap",
    RevisionKind.NOTED: "note-pencil",
    RevisionKind.RENAMED: "pencil-simple",
    RevisionKind.DELETED: "trash",
    RevisionKind.BROUGHT_BACK: "arrow-counter-clockwise",
    RevisionKind.RESTORED: "clock-counter-clockwise",
    RevisionKind.UNDONE: "arrow-counter-clockwise",
}

_COUNTED = {
    RevisionKind.ADDED: "Added {tracks}",
    RevisionKind.REMOVED: "Removed {tracks}",
    RevisionKind.MOVED: "Moved {tracks}",
}
_NAMED = {
    RevisionKind.CREATED: "Made",
    RevisionKind.NOTED: "Changed a note",
    RevisionKind.UNDONE: "Took a change back",
}


class HistorySheet(Sheet):
    """Choose a moment at the left; what would change stands at the right."""

    def __init__(
        self, theme: Theme, services: Services, playlist: PlaylistId, window: QWidget
    ) -> None:
        self._services = services
        self._lists = services.playlists
        self._playlist = playlist
        self._compared: Compared | None = None
        self._revisions: tuple[Revision, ...] = ()
        self.moments = LineList(theme, text.tr("history", "Changes"))
        self.differences = LineList(theme, text.tr("history", "Differences"), several=True)
        self._heading = Label(theme, "", FontRole.SMALL, color="fg_2", elides=True)
        row = self._lists.row(playlist)
        name = "" if row is None else row.name
        super().__init__(theme, self._question(name), window)
        self.moments.selectionModel().selectionChanged.connect(self._moment_chosen)
        self.differences.selectionModel().selectionChanged.connect(self._choices_changed)
        self._lists.changed.connect(self._changed)
        self._choices_changed()
        self._ask()

    def _question(self, name: str) -> Question:
        tr = text.tr
        return Question(
            title=tr("history", "History of “{name}”").format(name=name),
            body=tr("history", "Every change is kept. Choose a moment to compare it with now."),
            choices=(
                Choice(words=tr("history", "Restore all"), run=self._restore, kind=Kind.PRIMARY),
                Choice(words=tr("history", "Bring back selected"), run=self._bring_back),
            ),
            cancel=tr("history", "Close"),
        )

    def _ask(self) -> None:
        self._lists.reads.revisions(self._playlist, self._show_revisions)

    def _show_revisions(self, revisions: tuple[Revision, ...]) -> None:
        self._revisions = revisions
        self.moments.lines.show_lines([_moment(each) for each in revisions])
        if revisions:
            self.moments.setCurrentIndex(self.moments.lines.index(min(1, len(revisions) - 1)))

    def _moment_chosen(self, _on: QItemSelection, _off: QItemSelection) -> None:
        if chosen := self.moments.selected_ids():
            self._lists.reads.compare(self._playlist, chosen[0], self._show_compared, asker=self)

    def _show_compared(self, compared: Compared) -> None:
        self._compared = compared
        gone = [entry for entry in compared.then if entry in compared.gone]
        moved = [entry for entry in compared.then if entry in compared.moved]
        shown = [*gone[:MOST_SHOWN], *compared.new[:MOST_SHOWN], *moved[:MOST_SHOWN]]
        self._lists.reads.tags(shown, partial(self._show_differences, compared))

    def _show_differences(self, compared: Compared, tags: tuple[EntryTags, ...]) -> None:
        if compared is not self._compared:
            return
        self._heading.show_text(_summary(compared))
        self.differences.lines.show_lines([_difference(each, compared) for each in tags])
        self._choices_changed()

    def _choices_changed(self, *_change: object) -> None:
        compared = self._compared
        differs = compared is not None and bool(compared.gone or compared.new or compared.moved)
        everything, some = self.buttons[:2]
        everything.setEnabled(differs)
        some.setEnabled(bool(self.differences.selected_ids()))

    def _restore(self) -> None:
        if self._compared is not None:
            self._lists.restore(self._playlist, self._compared.revision)

    def _bring_back(self) -> None:
        if self._compared is not None:
            chosen = self.differences.selected_ids()
            self._lists.restore(self._playlist, self._compared.revision, chosen)

    def _changed(self, change: PlaylistChange) -> None:
        if isinstance(change, PlaylistTracksChanged) and change.playlist == self._playlist:
            self._ask()

    @override
    def _lay_out(self, question: Question) -> list[TextButton]:
        buttons = super()._lay_out(question)
        space = self._theme.space
        right = QVBoxLayout()
        right.setSpacing(space.s8)
        right.addWidget(self._heading)
        right.addWidget(self.differences, 1)
        both = QHBoxLayout()
        both.setSpacing(space.s16)
        both.addWidget(self.moments, 2)
        both.addLayout(right, 3)
        # After the title and what is said below it.
        self._column.insertLayout(2, both, 1)
        return buttons

    @override
    def _fit(self) -> None:
        over, edge = self._over.rect(), self._theme.space.s32
        self.setGeometry(over)
        wide = min(SIZE[0], over.width() - 2 * edge)
        high = min(SIZE[1], over.height() - 2 * edge)
        place = QRect(0, 0, wide, high)
        place.moveCenter(over.center())
        self.panel.setGeometry(place)


def _moment(revision: Revision) -> Line:
    detail = f"{text.moment(revision.made_at)} · {text.tracks(revision.entries)}"
    icon = _ICONS.get(revision.kind, "circle")
    return Line(id=revision.number, text=_words(revision), detail=detail, icon=icon)


def _words(revision: Revision) -> str:
    counted = _COUNTED.get(revision.kind)
    if counted is not None:
        return text.tr("history", counted).format(tracks=text.tracks(revision.touched))
    return text.tr("history", _NAMED.get(revision.kind, revision.kind.value.capitalize()))


def _summary(compared: Compared) -> str:
    counts = (
        (len(compared.gone), text.tr("history", "{n} removed since")),
        (len(compared.new), text.tr("history", "{n} added since")),
        (len(compared.moved), text.tr("history", "{n} moved since")),
    )
    said = [words.format(n=text.number(count)) for count, words in counts if count]
    return " · ".join(said) or text.tr("history", "The same tracks in the same order")


def _difference(tags: EntryTags, compared: Compared) -> Line:
    is_gone, is_new = tags.id in compared.gone, tags.id in compared.new
    words = text.tr("history", "Moved since")
    icon, color = "arrows-down-up", "fg_2"
    if is_gone:
        words, icon, color = text.tr("history", "Removed since"), "minus", "danger"
    elif is_new:
        words, icon, color = text.tr("history", "Added since"), "plus", "ok"
    detail = " · ".join(filter(None, (words, tags.artist, tags.note)))
    return Line(
        id=tags.id, text=tags.title, detail=detail, icon=icon, color=color, selectable=is_gone
    )
