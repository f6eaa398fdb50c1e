"""Says in a window of its own why the program cannot go on."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox

from mtplayer.core.problems import Problem


def tell(problem: Problem, closed: Callable[[int], object]) -> QMessageBox:
    """Show a problem and call ``closed`` when it was read; the caller keeps what is returned."""
    box = QMessageBox()
    box.setWindowTitle("mtplayer")
    box.setText(problem.title)
    box.setInformativeText(problem.sentence)
    if problem.detail:
        box.setDetailedText(problem.detail)
    box.addButton(QMessageBox.StandardButton.Close)
    box.finished.connect(closed)
    box.open()
    return box
