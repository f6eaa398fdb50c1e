"""Devices are chosen by name and keep their volume."""

import json

from mtplayer.core import options
from mtplayer.core.sound.equalizer import Band, Shape
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.sound.sound import sound_settings
from mtplayer.services.sound.sound_devices import SoundDevicesService

AUTOEQ = """Preamp: -6.2 dB
Filter 1: ON LSC Fc 105 Hz Gain 6.5 dB Q 0.70
Filter 2: ON PK Fc 2260 Hz Gain -3.1 dB Q 2.20
Filter 3: ON HSC Fc 10000 Hz Gain -4.0 dB Q 0.71
Filter 4: OFF PK Fc 30 Hz Gain -9.0 dB Q 2.00
"""


def test_each_device_is_as_loud_as_it_was(stage) -> None:
    jobs = Jobs("read", 1)
    devices = SoundDevicesService(jobs, stage.settings, stage.playback, lambda error: None)
    stage.playback.set_volume(40)
    devices.choose("Kitchen")
    assert stage.playback.volume == 40
    stage.playback.set_volume(90)
    devices.choose("")
    assert (devices.chosen, stage.playback.volume) == ("", 40)
    devices.choose("Kitchen")
    assert stage.playback.volume == 90
    assert stage.settings.get(options.SOUND_DEVICE) == "Kitchen"
    jobs.close(1000)


def test_a_damaged_memory_is_forgotten(stage) -> None:
    jobs = Jobs("read", 1)
    stage.settings.set(options.DEVICE_MEMORY, "[nonsense")
    SoundDevicesService(jobs, stage.settings, stage.playback, lambda error: None).choose("Desk")
    kept = json.loads(stage.settings.get(options.DEVICE_MEMORY))
    assert kept[""]["playback.volume"] == 80
    jobs.close(1000)


def test_a_volume_that_an_older_version_kept_still_counts(stage) -> None:
    jobs = Jobs("read", 1)
    stage.settings.set(options.DEVICE_MEMORY, '{"Desk": 35}')
    SoundDevicesService(jobs, stage.settings, stage.playback, lambda error: None).choose("Desk")
    assert stage.playback.volume == 35
    jobs.close(1000)


def test_each_device_has_its_own_equalizer_and_preamp(stage) -> None:
    jobs = Jobs("read", 1)
    settings = stage.settings
    devices = SoundDevicesService(jobs, settings, stage.playback, lambda error: None)
    settings.set(options.EQUALIZER, True)
    settings.set(options.EQUALIZER_DB, "6,5,4,2,0,0,0,0,0,0")
    settings.set(options.PREAMP_DB, -4)
    devices.choose("Headphones")
    settings.set(options.EQUALIZER_DB, "0,0,0,0,0,0,0,0,0,3")
    settings.set(options.EQUALIZER_FILTERS, AUTOEQ)
    settings.set(options.PREAMP_DB, 0)
    devices.choose("")
    assert settings.get(options.EQUALIZER_DB) == "6,5,4,2,0,0,0,0,0,0"
    assert settings.get(options.EQUALIZER_FILTERS) == ""
    assert settings.get(options.PREAMP_DB) == -4
    devices.choose("Headphones")
    assert settings.get(options.EQUALIZER_DB) == "0,0,0,0,0,0,0,0,0,3"
    assert len(sound_settings(settings).equalizer.bands) == 3 + 10
    jobs.close(1000)


def test_a_file_of_autoeq_corrects_the_sound(stage, tmp_path) -> None:
    jobs, told = Jobs("read", 1), []
    settings = stage.settings
    devices = SoundDevicesService(jobs, settings, stage.playback, told.append)
    path = tmp_path / "HD 650 ParametricEQ.txt"
    path.write_text(AUTOEQ, "utf-8")
    devices.import_filters(str(path))
    stage.until(lambda: settings.get(options.EQUALIZER_FILTERS) != "")
    curve = sound_settings(settings).equalizer
    assert curve.preamp_db == -6.2
    assert curve.bands[:3] == (
        Band(105, 6.5, 0.7, Shape.LOW_SHELF),
        Band(2260, -3.1, 2.2),
        Band(10000, -4, 0.71, Shape.HIGH_SHELF),
    )
    devices.remove_filters()
    assert sound_settings(settings).equalizer.bands == ()
    contents = (b"no filters", b"\xff\xfe\x00", b"Filter 1: ON XX Fc 10 Hz Gain 1 dB Q 1")
    for number, content in enumerate(contents):
        wrong = tmp_path / f"{number}.txt"
        wrong.write_bytes(content)
        devices.import_filters(str(wrong))
    devices.import_filters(str(tmp_path / "missing.txt"))
    stage.until(lambda: len(told) == 4)
    assert [str(error) for error in told] == [
        "“0.txt” cannot be used: there are no filters in it.",
        "It is not a text file.",
        "“2.txt” cannot be used: a filter “XX” is not known.",
        "The file could not be opened.",
    ]
    jobs.close(1000)
