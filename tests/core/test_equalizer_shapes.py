"""Shapes of the equalizer: kept as text, and fitted to another count of bands."""

import pytest

from mtplayer.core.sound.equalizer import OCTAVES, PRESETS, THIRDS
from mtplayer.core.sound.equalizer_shapes import hertz_of, own_shapes, refitted, shapes_text


def test_what_is_kept_comes_back_and_the_rest_is_passed_over() -> None:
    shapes = {"Ä & b": (1.0,) * 10, "31": (-2.0,) * 31}
    assert own_shapes(shapes_text(shapes)) == shapes
    assert shapes_text({}) == ""
    for text in ("", "[", "[1]", '{"": "1,2"}', '{"x": "1,2,3", "y": 7, "z": "a"}', "null"):
        assert own_shapes(text) == {}


@pytest.mark.parametrize("name", PRESETS)
def test_a_shape_survives_more_bands_and_fewer_again(name) -> None:
    wide = refitted(PRESETS[name], len(THIRDS))
    assert hertz_of(wide) == THIRDS
    again = refitted(wide, len(OCTAVES))
    assert max(abs(a - b) for a, b in zip(again, PRESETS[name], strict=True)) <= 1
    at_octaves = {hz: gain for hz, gain in zip(THIRDS, wide, strict=True) if hz in OCTAVES}
    for hz, gain in zip(OCTAVES, PRESETS[name], strict=True):
        assert at_octaves.get(hz, gain) == gain


def test_what_is_no_shape_becomes_a_flat_one() -> None:
    assert refitted((1.0, 2.0), 10) == (0.0,) * 10
    assert refitted((20.0,) * 10, 10) == (20.0,) * 10
