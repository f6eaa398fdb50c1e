"""A setting that names a folder: typed, or chosen."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.option_kinds import Folder
from mtplayer.services.settings import SettingsService
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.folder_dialog import HOME, ask_for_folder
from mtplayer.ui.widgets.text_button import TextButton


class FolderField(QWidget):
    """The field takes what the button and its label leave."""

    def __init__(
        self, option: Folder, theme: Theme, settings: SettingsService, name: str, width: int
    ) -> None:
        super().__init__()
        self._option, self._settings = option, settings
        self.field = TextField(theme, name)
        self.choose = TextButton(theme, tr("settings", "Choose…"))
        self.choose.setAccessibleDescription(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s8 - self.choose.margin)
        row.addWidget(self.field, 1)
        row.addWidget(self.choose)
        # Its ring reaches beyond the edge at which the other settings end.
        row.addSpacing(-self.choose.margin)
        self.setFixedWidth(width)
        self.setFocusProxy(self.field)
        self.field.editingFinished.connect(self._typed)
        self.choose.clicked.connect(self._ask)
        settings.follow(option, self._show, self)

    def take(self, folder: str) -> None:
        """Have this folder."""
        self._settings.set(self._option, folder)

    def _typed(self) -> None:
        self.take(self.field.text().strip())

    def _show(self, folder: str) -> None:
        if folder != self.field.text():
            self.field.setText(folder)
            self.field.setCursorPosition(0)
        self.field.setToolTip(folder)

    def _ask(self) -> None:
        ask_for_folder(self, self.field.accessibleName(), self.take, HOME)
