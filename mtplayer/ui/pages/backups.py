"""The page of backups: which there are, what is in them, and bringing one back."""

import os
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core import options
from mtplayer.core.backups import Backup
from mtplayer.services.clock import now_ms
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.pages import backup_words
from mtplayer.ui.pages.page_frame import PageFrame
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import moment, number, tr
from mtplayer.ui.widgets.badge import Badge
from mtplayer.ui.widgets.card import Card
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.folder_dialog import HOME, ask_for_folder
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.note import Note
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind, TextButton

_WORDS = (
    "Your library is copied every day while you listen, and before large changes. Each copy is"
    " opened and checked. Seven days and four weeks are kept, and those that you make by hand."
)


class BackupsPage(PageFrame):
    """Reads the list when it is shown, and again when one was made."""

    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__(theme, tr("backups", "Backups"))
        self._services = services
        self._waiting = False
        self._shown: list[Backup] | None = None
        self.card = Card(theme)
        self._lines: list[QWidget] = []
        self._place = Note(theme, "folder", "fg_2")
        self._none = Label(theme, tr("backups", "There is no backup yet."), color="fg_2")
        self.offer(tr("backups", "Open folder"), self._open_folder, Kind.QUIET, "folder-open")
        self.now = self.offer(
            tr("backups", "Back up now"), services.backups.back_up, Kind.PRIMARY, "archive"
        )
        self.column.addWidget(Paragraph(theme, tr("backups", _WORDS)))
        for part in (self.card, self._none, self._place):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.card.hide()
        self._none.hide()
        services.backups.changed.connect(self._changed)
        services.settings.follow(options.BACKUP_FOLDER, self._show_place, self)

    @property
    def waiting(self) -> bool:
        """Whether the list is still being read."""
        return self._waiting

    def visit(self) -> None:
        """Read which there are."""
        self._waiting = True
        self._services.backups.list_all(self._listed)

    def _listed(self, backups: Sequence[Backup]) -> None:
        self._waiting = False
        self._show_working()
        if list(backups) == self._shown:
            return
        self._shown = list(backups)
        for line in self._lines:
            self.card.drop(line)
        self._lines = [self._line(backup) for backup in backups]
        for line in self._lines:
            self.card.add(line)
        self.card.setVisible(bool(backups))
        self._none.setVisible(not backups)
        one = tr("backups", "1 backup")
        many = tr("backups", "{n} backups").format(n=number(len(backups)))
        self.say("" if not backups else one if len(backups) == 1 else many)

    def _line(self, backup: Backup) -> QWidget:
        theme, space, line = self.theme, self.theme.space, QWidget()
        icon, color = ("check-circle", "ok") if backup.whole else ("warning-circle", "warn")
        title, badge = moment(backup.made_at), Badge(theme)
        badge.show_text(backup_words.reason(backup))
        head = QHBoxLayout()
        head.setSpacing(space.s8)
        head.addWidget(Label(theme, title, FontRole.CONTROL, tabular=True))
        head.addWidget(badge)
        head.addStretch(1)
        detail = tr("backups", "It cannot be opened")
        if backup.whole:
            detail = f"{backup_words.contents(backup)} · {tr('backups', 'verified')}"
        words = QVBoxLayout()
        words.setSpacing(space.s2)
        words.addLayout(head)
        words.addWidget(
            Label(theme, detail, FontRole.SMALL, color="fg_2", tabular=True, elides=True)
        )
        row = QHBoxLayout(line)
        row.setContentsMargins(space.s12, space.s8, space.s12, space.s8)
        row.setSpacing(space.s12)
        row.addWidget(Glyph(theme, icon, color, theme.size.icon_button_glyph))
        row.addLayout(words, 1)
        button = TextButton(theme, tr("backups", "Restore…"))
        button.setAccessibleDescription(title)
        button.setEnabled(backup.whole)
        button.clicked.connect(partial(self.ask_to_restore, backup))
        row.addWidget(button)
        line.setAccessibleName(f"{title}, {detail}")
        return line

    # ---- what can be done ------------------------------------------------------------------------

    def ask_to_restore(self, backup: Backup) -> Sheet:
        """Say what would be lost before the window closes and opens again."""
        body = tr(
            "backups",
            "The window closes and opens again. What you did in the {since} since then is not in"
            " it. It holds {contents}. Your library as it is now is backed up first, so you can"
            " come back.",
        )
        question = Question(
            title=tr("backups", "Restore “{when}”?").format(when=moment(backup.made_at)),
            body=body.format(
                since=backup_words.since(backup, now_ms()), contents=backup_words.contents(backup)
            ),
            choices=(
                Choice(
                    words=tr("backups", "Restore"),
                    run=partial(self._services.backups.restore, backup.path),
                    kind=Kind.PRIMARY,
                ),
            ),
            cancel=tr("backups", "Cancel"),
        )
        return Sheet(self.theme, question, self.window())

    def _open_folder(self) -> None:
        newest = self._shown[0].path if self._shown else self._services.backups.folder() / "."
        self._services.files.show(os.fsencode(newest))

    def _choose_folder(self) -> None:
        title = tr("backups", "Where should backups be kept?")
        ask_for_folder(self, title, self.keep_in, HOME)

    def keep_in(self, folder: str) -> None:
        """Have backups in another folder from now on; those that are made stay."""
        self._services.settings.set(options.BACKUP_FOLDER, folder)

    def _show_place(self, chosen: str) -> None:
        away = tr("backups", "If it is away, they are kept in the profile folder.")
        beside = tr("backups", "Another disk is safer: a disk that fails takes both.")
        if chosen:
            action, run = tr("backups", "Keep in profile"), partial(self.keep_in, "")
        else:
            action, run = tr("backups", "Another folder…"), self._choose_folder
        self._place.say(
            str(self._services.backups.folder()), away if chosen else beside, action, run
        )
        if self.isVisible():
            self.visit()

    def _changed(self, _nothing: None) -> None:
        self._show_working()
        if self.isVisible():
            self.visit()

    def _show_working(self) -> None:
        working = self._services.backups.working
        self.now.setEnabled(not working)
        self.now.setText(tr("backups", "Backing up…") if working else tr("backups", "Back up now"))
