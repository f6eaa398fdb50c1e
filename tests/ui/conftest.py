"""A theme that every widget test may wear."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.ui.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """Dark, without moving, whatever the machine prefers."""
    yield Theme(options.Theme.DARK, reduced_motion=True)
    qapp.setStyleSheet("")
