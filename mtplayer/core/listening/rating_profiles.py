"""Whose way of writing ratings into files is used."""

from enum import StrEnum


class RatingProfile(StrEnum):
    """A player, or several that share their numbers; FMPS_RATING is exact and always written."""

    COMMON = "common"
    WINAMP = "winamp"
    MEDIAMONKEY = "mediamonkey"
    MUSICBEE = "musicbee"
    FOOBAR = "foobar"
    QUOD_LIBET = "quod_libet"
    BANSHEE = "banshee"
    FMPS = "fmps"
