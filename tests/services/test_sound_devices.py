"""Devices are chosen by name and keep their volume."""

from mtplayer.core import options
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.sound_devices import SoundDevicesService


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
    stage.settings.set(options.DEVICE_VOLUMES, "[nonsense")
    SoundDevicesService(jobs, stage.settings, stage.playback, lambda error: None).choose("Desk")
    assert stage.settings.get(options.DEVICE_VOLUMES) == '{"": 80}'
    jobs.close(1000)
