"""Writes ratings into files: beside the file first, then in its place, and only if all is well."""

from collections.abc import Callable
from dataclasses import replace

from mtplayer.core.listening.rating_fields import Family, Fields, is_rating
from mtplayer.files import tag_fields
from mtplayer.files.tag_fields import Written


def read_fields(path: bytes) -> Fields:
    """Return the rating tags of a file. Raises NotWritten where it has no place for them."""
    return tag_fields.read_fields(path, is_rating)


def write(path: bytes, change: Callable[[Fields, Family], Fields]) -> Written:
    """Let a file have other rating tags; its sound and every other tag stay as they are.

    Raises NotWritten, and leaves the file as it was.
    """
    return tag_fields.write_fields(path, is_rating, change, lambda tags: replace(tags, rating=None))
