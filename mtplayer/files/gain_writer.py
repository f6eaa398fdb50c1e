"""Writes how loud a track is into its file: ReplayGain 2.0, and R128 where the format has that."""

from collections.abc import Callable
from dataclasses import replace

from mutagen.oggopus import OggOpus

from mtplayer.core.library.tracks import Gains
from mtplayer.core.listening.rating_fields import Family, Fields
from mtplayer.core.sound.gain_fields import gain_fields, is_gain
from mtplayer.core.tags import Tags
from mtplayer.files import tag_fields, tag_reader
from mtplayer.files.tag_fields import Written
from mtplayer.files.tag_writer import kind_of


def read_fields(path: bytes) -> Fields:
    """Return what a file says of its loudness. Raises NotWritten where it has no place for it."""
    return tag_fields.read_fields(path, is_gain)


def write(path: bytes, change: Callable[[Fields, Family], Fields]) -> Written:
    """Let a file say something else of its loudness; its sound and every other tag stay.

    Raises NotWritten, and leaves the file as it was.
    """
    return tag_fields.write_fields(path, is_gain, change, _without_gains)


def write_gains(path: bytes, gains: Gains) -> Written:
    """Let a file say this and nothing else of its loudness; raises NotWritten."""
    return write(path, lambda _before, family: fields_of(path, gains, family))


def fields_of(path: bytes, gains: Gains, family: Family) -> Fields:
    """Return the tags of this file that say so; raises NotWritten."""
    return gain_fields(gains, family, opus=issubclass(kind_of(path), OggOpus))


def gains_in(path: bytes) -> Gains:
    """Return what the library reads in a file."""
    tags = tag_reader.read(path).tags
    return Gains(tags.track_gain, tags.track_peak, tags.album_gain, tags.album_peak)


def _without_gains(tags: Tags) -> Tags:
    return replace(tags, track_gain=None, track_peak=None, album_gain=None, album_peak=None)
