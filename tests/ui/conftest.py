"""A theme that every widget test may wear."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.ui.look.theme import Design, Theme, read_design


@pytest.fixture(scope="session")
def design(qapp: QApplication) -> Design:
    """Read once, before anything watches what the UI thread reads."""
    return read_design()


@pytest.fixture
def theme(qapp: QApplication, design: Design) -> Iterator[Theme]:
    """Dark, without moving, whatever the machine prefers."""
    yield Theme(design, options.Theme.DARK, reduced_motion=True)
    qapp.setStyleSheet("")
