"""What the tags of a file say of its rating, and what they say when it is another one."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from mtplayer.core.listening.rating_profiles import RatingProfile
from mtplayer.core.listening.rating_scales import (
    PROFILES,
    STAR,
    ProfileFacts,
    Scale,
    as_text,
    popularity,
    share,
)

Fields = dict[str, list[str]]
"""The rating tags of a file by their names there; a POPM frame has its number and its count."""


class Family(StrEnum):
    """The kinds of tags."""

    ID3 = "id3"
    VORBIS = "vorbis"
    APE = "ape"
    MP4 = "mp4"
    ASF = "asf"


POPM: Final = "POPM:"
TXXX: Final = "TXXX:"
FREE: Final = "----:com.apple.iTunes:"
RATE: Final = "rate"
SHARED: Final = "WM/SharedUserRating"
_FMPS: Final = {
    Family.ID3: f"{TXXX}FMPS_Rating",
    Family.VORBIS: "FMPS_RATING",
    Family.APE: "FMPS_RATING",
    Family.MP4: f"{FREE}FMPS_Rating",
    Family.ASF: "FMPS/Rating",
}
_DROPPED: Final = str.maketrans("", "", " _/")
_OF_WINDOWS: Final = (1, 25, 50, 75, 99)
_PREFIXES: Final = {Family.ID3: TXXX, Family.MP4: FREE}


def is_rating(family: Family, name: str) -> bool:
    """Whether a tag is one of those that say how good a track is."""
    if (family is Family.ID3 and name.startswith(POPM)) or name in (RATE, SHARED):
        return True
    prefix = _PREFIXES.get(family, "")
    if not name.startswith(prefix):
        return False
    plain = _plain(name, family)
    return plain in ("rating", "fmpsrating") or plain.startswith("rating:")


def changed(
    fields: Mapping[str, list[str]], rating: int | None, profile: RatingProfile, family: Family
) -> Fields:
    """Return the same tags with another rating.

    Each that is there keeps its scale, so that no player reads the old rating; those of the
    profile are added.
    """
    facts = PROFILES[profile]
    after: Fields = {}
    for name, values in fields.items():
        if (kept := _updated(name, values, rating, family)) is not None:
            after[name] = kept
    if rating is None:
        return after
    fmps = next((name for name in after if _plain(name, family) == "fmpsrating"), _FMPS[family])
    after[fmps] = [share(rating)]
    for name, values in _added(facts, rating, family, profile).items():
        after.setdefault(name, values)
    return after


def _added(facts: ProfileFacts, rating: int, family: Family, profile: RatingProfile) -> Fields:
    if family is Family.ID3 and facts.email:
        return {f"{POPM}{facts.email}": [str(popularity(facts.email, rating)), "0"]}
    if family in (Family.VORBIS, Family.APE, Family.ID3) and facts.tag:
        name = f"{TXXX}{facts.tag}" if family is Family.ID3 else facts.tag
        return {name: [as_text(rating, facts.scale)]}
    if profile is RatingProfile.FMPS:
        return {}
    if family is Family.MP4:
        return {RATE: [str(rating)]}
    return {SHARED: [_of_windows(rating)]} if family is Family.ASF else {}


def _updated(name: str, values: list[str], rating: int | None, family: Family) -> list[str] | None:
    if name.startswith(POPM):
        email, count = name[len(POPM) :], values[1] if len(values) > 1 else "0"
        if rating is None:
            # How often it was played stands in the same frame.
            return ["0", count] if count != "0" else None
        return [str(popularity(email, rating)), count]
    if rating is None:
        return None
    if name == SHARED:
        return [_of_windows(rating)]
    plain = _plain(name, family)
    if plain == "fmpsrating" or plain.startswith("rating:"):
        return [share(rating)]
    return [as_text(rating, Scale.HUNDRED if name == RATE else _scale_of(values))]


def _scale_of(values: list[str]) -> Scale:
    """Return the scale of a RATING tag, by what it says now."""
    text = values[0] if values else ""
    try:
        number = float(text)
    except ValueError:
        return Scale.HUNDRED
    if "." in text and number <= 1:
        return Scale.SHARE
    return Scale.STARS if number <= 100 / STAR else Scale.HUNDRED


def _of_windows(rating: int) -> str:
    stars = min(max((2 * rating + STAR) // (2 * STAR), 1), len(_OF_WINDOWS))
    return str(_OF_WINDOWS[stars - 1]) if rating else "0"


def _plain(name: str, family: Family) -> str:
    prefix = _PREFIXES.get(family, "")
    return name.removeprefix(prefix).translate(_DROPPED).lower()
