"""The dialog that asks for a folder: it begins where somebody's files are, not where we started."""

from collections.abc import Callable

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

MUSIC = QStandardPaths.StandardLocation.MusicLocation
HOME = QStandardPaths.StandardLocation.HomeLocation


def ask_for_folder(
    over: QWidget,
    title: str,
    take: Callable[[str], object],
    begin: QStandardPaths.StandardLocation,
) -> None:
    """Ask, and hand over what was chosen."""
    dialog = QFileDialog(over.window(), title, QStandardPaths.writableLocation(begin))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.fileSelected.connect(take)
    dialog.open()
