import pytest
from PySide6.QtGui import QColor

from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.text_cache import TextCache


@pytest.fixture
def cache(theme):
    return TextCache(theme.font(FontRole.BODY))


def test_a_text_is_laid_out_once(cache):
    assert cache.laid("Kitchen Light", 200) is cache.laid("Kitchen Light", 200)
    assert cache.laid("Kitchen Light", 200) is not cache.laid("Kitchen Light", 30)


def test_a_long_text_is_cut_to_fit(cache):
    laid = cache.laid("Visibility Good, Occasionally Very Poor", 100)
    assert laid.width <= 101
    assert laid.static.text().endswith("…")
    assert not cache.fits("Visibility Good, Occasionally Very Poor", 100)


def test_several_lines_become_one(cache):
    assert cache.laid("one\ntwo\u2028three", 300).static.text() == "one two three"


def test_memory_stays_bounded(cache):
    for number in range(5000):
        cache.laid(str(number), 100)
    assert len(cache._laid) <= 2000


def test_found_words_are_marked_and_forgotten_with_the_search(cache):
    cache.search(("kit",), QColor("yellow"))
    marked = cache.marked("Kitchen Light", 200)
    assert [(f.start, f.length) for f in marked.layout.formats()] == [(0, 3)]
    assert cache.marked("Light", 200) is None
    cache.search((), QColor("yellow"))
    assert cache.marked("Kitchen Light", 200) is None


def test_marked_and_plain_texts_are_as_wide(cache):
    cache.search(("kit",), QColor("yellow"))
    for text in ("Kitchen Light", "Kit"):
        assert abs(cache.marked(text, 200).width - cache.laid(text, 200).width) < 1
