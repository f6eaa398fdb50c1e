from pathlib import Path

import pytest

from mtplayer.core import options
from mtplayer.core.events import Repeat
from mtplayer.core.option_kinds import Choice, Number, Option, Text, Toggle
from mtplayer.core.options import ALL
from mtplayer.core.options_reference import markdown

REFERENCE = Path(__file__).parents[2] / "resources/help/settings.md"


def test_the_settings_reference_says_what_the_program_does():
    assert REFERENCE.read_text(encoding="utf-8") == markdown(), (
        "write mtplayer.core.options_reference.markdown() to resources/help/settings.md"
    )


def test_keys_are_unique_and_every_constant_is_listed():
    assert len({option.key for option in ALL}) == len(ALL)
    declared = {value for value in vars(options).values() if isinstance(value, Option)}
    assert declared == set(ALL)


def test_every_default_is_valid():
    for option in ALL:
        assert option.check(option.default) == option.default


def test_a_number_knows_its_range():
    number = Number(key="a.b", default=1, minimum=0, maximum=9, label="x")
    assert number.check(9) == 9
    for bad in (10, -1, "3", 1.5, None, True):
        with pytest.raises(ValueError, match=r"a\.b"):
            number.check(bad)


def test_a_choice_takes_its_names_only():
    choice = Choice(key="a.b", default=Repeat.OFF, label="x")
    assert choice.check("all") is Repeat.ALL
    assert choice.values == (Repeat.OFF, Repeat.ALL, Repeat.ONE)
    with pytest.raises(ValueError, match="off, all, one"):
        choice.check("sometimes")


def test_a_toggle_and_a_text_take_their_own_kind_only():
    assert Toggle(key="a.b", default=False, label="x").check(True) is True
    assert Text(key="a.b", default="", label="x").check("y") == "y"
    for option in (
        Toggle(key="a.b", default=False, label="x"),
        Text(key="a.b", default="", label="x"),
    ):
        with pytest.raises(ValueError, match=r"a\.b"):
            option.check(1)
