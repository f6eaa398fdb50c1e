"""Filters of an equalizer that come from a file."""

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from mtplayer.core.option_kinds import Filters
from mtplayer.core.sound.autoeq import parametric
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import decimal, number, tr
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

_MINUS = "\u2212"


class FiltersEditor(QWidget):
    """Says what is imported; takes another file, or takes it away."""

    def __init__(self, option: Filters, theme: Theme, services: Services) -> None:
        super().__init__()
        self._devices = services.devices
        self.words = Label(theme, "", FontRole.SMALL, color="fg_2", elides=True)
        self.choose = TextButton(theme, tr("settings", "Import…"))
        self.remove = TextButton(theme, tr("settings", "Remove"), Kind.QUIET)
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._devices.remove_filters)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s8)
        for part in (self.words, self.remove, self.choose):
            row.addWidget(part)
        row.addSpacing(-self.choose.margin)
        self.setFocusProxy(self.choose)
        self.setAccessibleName(tr("settings", option.label))
        services.settings.follow(option, self._show, self)

    def take(self, path: str) -> None:
        """Use the filters of a file."""
        self._devices.import_filters(path)

    def _show(self, text: str) -> None:
        self.words.show_text(filter_words(text))
        self.remove.setVisible(bool(text))

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), tr("settings", "Choose a file of AutoEQ"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("settings", "Filters (*.txt)"))
        dialog.fileSelected.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def filter_words(text: str) -> str:
    """Return ``HD 650 · 10 filters · −6.2 dB``."""
    try:
        curve = parametric(text)
    except ValueError:
        return tr("settings", "None")
    first = text.partition("\n")[0]
    name = first.removeprefix("#").strip() if first.startswith("#") else ""
    count = tr("settings", "{n} filters").format(n=number(len(curve.bands)))
    if len(curve.bands) == 1:
        count = tr("settings", "1 filter")
    sign = _MINUS if curve.preamp_db < 0 else ""
    preamp = f"{sign}{decimal(abs(curve.preamp_db))} dB" if curve.preamp_db else ""
    return " · ".join(filter(None, (name, count, preamp)))
