"""A scroll area of which nothing is seen but what is in it, and the bar at its side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def lay_bare(area: QScrollArea, content: QWidget) -> None:
    """Let an area show a widget as wide as it is, on the ground behind both."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    # Given a widget, a scroll area fills its ground.
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
