"""How players write stars into files: every scale that is read, and the profiles that write.

A rating here is 0 to 100: a star is 20, half a star 10. The numbers of POPM are those that
Windows Media Player, MediaMonkey, MusicBee and Banshee write; others share them out evenly.
"""

from enum import StrEnum
from typing import Final

from mtplayer.core.listening.rating_profiles import RatingProfile
from mtplayer.core.record import short_record

WINDOWS: Final = "Windows Media Player 9 Series"
QUOD_LIBET: Final = "quodlibet@lists.sacredchao.net"
BANSHEE: Final = "Banshee"
HALF: Final = 10
STAR: Final = 20
FULL: Final = 100
_MOST_POPULAR: Final = 255
_HALVES: Final = {
    10: 13, 20: 1, 30: 54, 40: 64, 50: 118, 60: 128, 70: 186, 80: 196, 90: 242, 100: 255,
}  # fmt: skip
_BANSHEE: Final = {20: 1, 40: 64, 60: 128, 80: 192, 100: 255}
_KNOWN: Final = {number: rating for rating, number in _HALVES.items()}
# What is on no step is between those of Windows, which shows whole stars.
_STEPS: Final = ((32, 20), (96, 40), (160, 60), (224, 80), (256, 100))
_EVENLY: Final = ("quodlibet", "traktor@")


class Scale(StrEnum):
    """What the value of a RATING tag counts."""

    HUNDRED = "hundred"
    STARS = "stars"
    SHARE = "share"


@short_record
class ProfileFacts:
    """The e-mail of a POPM frame, and the name and scale of a RATING tag; empty for none."""

    email: str = ""
    tag: str = ""
    scale: Scale = Scale.HUNDRED


PROFILES: Final = {
    RatingProfile.COMMON: ProfileFacts(WINDOWS, "RATING"),
    RatingProfile.WINAMP: ProfileFacts("rating@winamp.com", "RATING"),
    RatingProfile.MEDIAMONKEY: ProfileFacts("no@email", "RATING"),
    RatingProfile.MUSICBEE: ProfileFacts("MusicBee", "RATING"),
    RatingProfile.FOOBAR: ProfileFacts("", "RATING", Scale.STARS),
    RatingProfile.QUOD_LIBET: ProfileFacts(QUOD_LIBET, f"RATING:{QUOD_LIBET}", Scale.SHARE),
    RatingProfile.BANSHEE: ProfileFacts(BANSHEE, "RATING:BANSHEE", Scale.SHARE),
    RatingProfile.FMPS: ProfileFacts(),
}


def of_popularity(email: str, number: int) -> int | None:
    """Return the rating of a POPM frame; 0 is none."""
    if not 0 < number <= _MOST_POPULAR:
        return None
    if _is_even(email):
        return round(number * FULL / _MOST_POPULAR)
    return _KNOWN.get(number) or next(stars for limit, stars in _STEPS if number < limit)


def popularity(email: str, rating: int) -> int:
    """Return what a player writes into a POPM frame of its own."""
    if rating <= 0:
        return 0
    if _is_even(email):
        return max(round(rating * _MOST_POPULAR / FULL), 1)
    if email.casefold() == BANSHEE.casefold():
        return _BANSHEE[min(max(_nearest(rating, STAR), STAR), FULL)]
    return _HALVES[min(max(_nearest(rating, HALF), HALF), FULL)]


def of_text(text: str) -> int | None:
    """Return the rating that a RATING tag says: stars, a share of one, of 100 or of 255."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    if not 0 <= number <= _MOST_POPULAR:
        return None
    if number <= 1 and ("." in text or "," in text):
        return round(number * FULL)
    if number <= FULL / STAR:
        return round(number * STAR)
    return round(number if number <= FULL else number * FULL / _MOST_POPULAR)


def of_share(text: str) -> int | None:
    """Return the rating that FMPS_RATING or RATING:somebody says: a share of one."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return round(number * FULL) if 0 <= number <= 1 else of_text(text)


def as_text(rating: int, scale: Scale) -> str:
    """Return what stands in a RATING tag."""
    if scale is Scale.SHARE:
        return share(rating)
    return str(rating if scale is Scale.HUNDRED else _nearest(rating, STAR) // STAR)


def share(rating: int) -> str:
    """Return a rating as FMPS_RATING has it: with a point, so that nobody takes it for stars."""
    text = f"{rating / FULL:.2f}"
    return text.removesuffix("0")


def agree(one: int, other: int) -> bool:
    """Whether two ratings may be the same in scales of different steps."""
    return abs(one - other) <= HALF


def _is_even(email: str) -> bool:
    return email.casefold().startswith(_EVENLY)


def _nearest(rating: int, step: int) -> int:
    return (2 * rating + step) // (2 * step) * step
