"""Sound that comes out elsewhere than it was meant to is told of, once."""

import pytest

from mtplayer.core import options
from mtplayer.core.ports import PlayerPath
from mtplayer.core.sound.sound import SignalPath
from mtplayer.core.sound.sound_choices import OutputKind
from mtplayer.services.sound.sound_news import SoundNews

PATH = SignalPath(44_100, 16, "libVLC", 0.0, False, 100, 1.0, 44_100, "PulseAudio", "")


@pytest.fixture
def told(stage):
    news = SoundNews(stage.player, stage.settings)
    texts: list[str] = []
    news.noticed.connect(lambda notice: texts.append(notice.text))
    stage.news = news
    return texts


def say(stage, **different) -> None:
    path = PlayerPath(generation=1, path=PATH._replace(**different))
    stage.player.happened.emit(path)


def test_a_device_that_is_not_there_is_told_of_once_until_it_is_back(stage, told) -> None:
    stage.settings.set(options.SOUND_DEVICE, "Desk")
    for _ in range(3):
        say(stage)
    assert told == ["“Desk” is not connected"]
    say(stage, device="Desk")
    say(stage)
    assert told == ["“Desk” is not connected"] * 2


def test_the_device_that_was_chosen_is_no_news(stage, told) -> None:
    say(stage)
    stage.settings.set(options.SOUND_DEVICE, "Desk")
    say(stage, device="Desk")
    assert told == []


def test_a_device_that_stays_shared_is_told_of(stage, told) -> None:
    stage.settings.set(options.EXCLUSIVE, True)
    say(stage, exclusive=True)
    assert told == []
    say(stage)
    assert told == ["The sound device stays shared"]


def test_libvlc_in_place_of_the_device_is_told_of_but_not_when_chosen(stage, told) -> None:
    stage.settings.set(options.SOUND_OUTPUT, OutputKind.LIBVLC)
    say(stage, backend="libVLC")
    assert told == []
    stage.settings.set(options.SOUND_OUTPUT, OutputKind.DEVICE)
    say(stage, backend="libVLC")
    assert told == ["The sound goes out through libVLC"]
