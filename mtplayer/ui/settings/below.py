"""Editors that stand under the words of their setting."""

from PySide6.QtWidgets import QWidget


class BelowEditor(QWidget):
    """Takes the whole width of its row."""
