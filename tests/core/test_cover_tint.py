import itertools
import json

import pytest

from mtplayer.core.library.cover_tint import channels, contrast, main_colour, tinted
from mtplayer.runtime.paths import data_dir

TOKENS = json.loads((data_dir("resources") / "tokens.json").read_text("utf-8"))
STEPS = range(0, 256, 17)


def rgb(text):
    return channels(int(text.removeprefix("#"), 16))


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("share", ["panel", "header", "page"])
def test_text_stays_readable_on_the_tint_of_every_cover(theme, share):
    colors = TOKENS["color"][theme] | TOKENS["accents"][theme]["tide"]
    ground, texts = rgb(colors["bg_content"]), (rgb(colors["fg_2"]), rgb(colors["accent_text"]))
    part = TOKENS["tint"][theme][share]
    for colour in itertools.product(STEPS, STEPS, STEPS):
        result = tinted(ground, colour, part, texts)
        assert min(contrast(text, result) for text in texts) >= 4.5


def test_a_tint_takes_the_whole_share_where_text_allows_it():
    black, white = (0, 0, 0), (255, 255, 255)
    assert tinted(black, (100, 0, 0), 0.5, (white,)) == (50, 0, 0)


def test_the_main_colour_is_the_full_one_that_covers_enough():
    grey, red, blue = bytes((200, 200, 200)), bytes((210, 30, 40)), bytes((20, 40, 220))
    assert main_colour(grey * 700 + red * 300) == 0xD21E28
    assert main_colour(grey * 998 + red * 2) == 0xC8C8C8
    assert main_colour(red * 600 + blue * 400) == 0xD21E28


def test_the_mean_of_alike_pixels_is_taken():
    assert main_colour(bytes((200, 40, 40)) * 50 + bytes((220, 60, 60)) * 50) == 0xD23232


def test_nothing_has_a_colour_too():
    assert main_colour(b"") == 0x808080
