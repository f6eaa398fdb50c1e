"""Glyphs are found, drawn in the colour asked for, and turned round where reading turns."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

import mtplayer.ui
from mtplayer.ui.look.icons import MIRRORED, Icons
from mtplayer.ui.look.theme import Design

RED = QColor(255, 0, 0)


@pytest.fixture
def icons(design: Design) -> Icons:
    return design.icons


def test_a_glyph_that_phosphor_lacks_is_a_key_error(icons: Icons) -> None:
    assert len(icons.glyph("heart-fill")) == 1
    with pytest.raises(KeyError):
        icons.glyph("vinyl-record")


@pytest.mark.blocking
def test_every_icon_name_in_the_window_exists(icons: Icons) -> None:
    source = "".join(
        file.read_text("utf-8") for file in Path(mtplayer.ui.__path__[0]).rglob("*.py")
    )
    names = set(re.findall(r'(?:icon|glyph|icon_on)(?:=|\()"([a-z0-9-]+)"', source)) | MIRRORED
    for name in names:
        assert icons.glyph(name)


def test_a_picture_has_the_colour_and_the_pixels_asked_for(icons: Icons) -> None:
    pixmap = icons.pixmap("heart-fill", RED, 16, 2.0)
    assert pixmap.width() == 32
    assert pixmap.deviceIndependentSize().width() == 16
    assert pixmap.toImage().pixelColor(16, 16) == RED
    assert icons.pixmap("heart-fill", RED, 16, 2.0).cacheKey() == pixmap.cacheKey()


def test_what_points_along_the_line_turns_round_and_play_does_not(icons: Icons) -> None:
    for name, turns in (("arrow-left", True), ("play-fill", False)):
        left = icons.pixmap(name, RED, 32, 1.0).toImage()
        right = icons.pixmap(name, RED, 32, 1.0, right_to_left=True).toImage()
        assert (left == right) is not turns
