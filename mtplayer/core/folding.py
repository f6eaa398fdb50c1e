"""Text made comparable: the words that are searched for, and the keys that are sorted by."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

EMPTY_KEY: Final = "\U0010ffff"
"""The sort key of nothing: after every other one."""

KEY_LENGTH: Final = 100
"""Longer titles share their place; every index would have to carry them whole."""

NO_DISC: Final = 1
NO_TRACK: Final = 999_999

APOSTROPHE: Final = "'"

# Letters that Unicode does not take apart.
_LETTERS: Final = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "ŋ": "n",
    "þ": "th",
    "ŧ": "t",
    "ƀ": "b",
    "ɓ": "b",
    "ɖ": "d",
    "ɗ": "d",
    "ɨ": "i",
    "ʉ": "u",
    "ɛ": "e",
    "ɔ": "o",
    "ə": "e",
    "ʃ": "s",
}
_APOSTROPHES: Final = frozenset("'`´’‘ʼʻʹ")
# Scripts written without spaces: each character is a word, so that any part is found.
_SINGLES: Final = (
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3041, 0x3096),
    (0x309D, 0x309F),
    (0x30A1, 0x30FA),
    (0x30FC, 0x30FF),
    (0x3105, 0x312F),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_VARIANTS: Final = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_NUMBER: Final = re.compile("[0-9]+")


def _is_in(ranges: tuple[tuple[int, int], ...], char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)


def _fold_letter(char: str) -> str:
    category = unicodedata.category(char)
    if char in _APOSTROPHES:
        return APOSTROPHE
    if category in {"Cf", "Me"} or _is_in(_VARIANTS, char):
        return ""
    if category[0] == "M":
        return "" if unicodedata.combining(char) else char
    if category[0] not in "LN":
        return " "
    if _is_in(_SINGLES, char):
        return f" {char} "
    return _LETTERS.get(char, char)


def _fold_character(char: str) -> str:
    """Return what one composed character becomes, whatever it is."""
    if char in _APOSTROPHES:
        return APOSTROPHE
    return "".join(map(_fold_part, unicodedata.normalize("NFKC", char)))


def _fold_part(char: str) -> str:
    # Hangul must not be taken apart into its letters.
    if _is_in(_SINGLES, char):
        return _fold_letter(char)
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(map(_fold_letter, apart.casefold()))


class _Folding(dict[int, str]):
    """What ``str.translate`` asks: every character is worked out once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLDING: Final = _Folding()


def _letters(text: str) -> str:
    """Return lower-case letters, digits, apostrophes and spaces only."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.translate(_FOLDING)


def _symbols(text: str) -> str:
    """Return what is left of a text without any letter, such as "!!!"."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(map(_symbol, plain)).split())


def _symbol(char: str) -> str:
    category = unicodedata.category(char)
    if category[0] in "PS":
        return char
    return " " if category[0] == "Z" else ""


def fold(text: str) -> str:
    """Return the words of a text as the word index keeps them, parted by one space.

    Case and marks are off, CJK and Hangul stand as single characters, and a word with an
    apostrophe is there in parts and as a whole: "don't go" gives "don t go dont".
    """
    words, behind = fold_apart(text)
    return (f"{words} {behind}" if behind else words) or _symbols(text)


def fold_apart(text: str) -> tuple[str, str]:
    """Return the words of a text, and what ``fold`` puts behind them; none of symbols alone."""
    letters = _letters(text)
    words = " ".join(letters.replace(APOSTROPHE, " ").split())
    # At the end, so that neighbours stay neighbours.
    return words, " ".join(_joined(letters)) if APOSTROPHE in letters else ""


def _joined(letters: str) -> list[str]:
    """Return the words with an apostrophe inside, without it."""
    bare = (word.strip(APOSTROPHE) for word in letters.split())
    return [word.replace(APOSTROPHE, "") for word in bare if APOSTROPHE in word]


def fold_phrase(text: str) -> str:
    """Return one typed word as the index would keep it; empty when it has no letter.

    What the index keeps apart becomes neighbours: "ac/dc" gives "ac dc".
    """
    return " ".join(_letters(text).replace(APOSTROPHE, " ").split())


def fold_symbols(text: str) -> str:
    """Return the symbols of a text without letters, as ``fold`` keeps them."""
    return _symbols(text)


def article_words(setting: str) -> frozenset[str]:
    """Return the articles of a comma separated list, folded."""
    return frozenset(word for part in setting.split(",") if (word := fold_phrase(part)))


def _without_article(text: str, articles: Collection[str]) -> str:
    first, *rest = text.split(None, 1)
    return rest[0] if rest and fold_phrase(first) in articles else text


def _natural(match: re.Match[str]) -> str:
    """Return a number so that its text sorts by its value: 2 is 12, 10 is 210."""
    digits = match[0].lstrip("0")
    nines, rest = divmod(len(digits), 9)
    return f"{'9' * nines}{rest}{digits}"


def sort_key(text: str, articles: Collection[str] = ()) -> str:
    """Return what a text is sorted by, as bytes of UTF-8 compare.

    ``articles`` (from ``article_words``) are passed over at the beginning, numbers sort by
    their value, symbols come before digits, and nothing at all comes last.
    """
    if articles and text:
        text = _without_article(text, articles) if text.strip() else ""
    letters = _letters(text).replace(APOSTROPHE, "")
    key = " ".join(letters.split()) or _symbols(text)
    if _NUMBER.search(key):
        key = _NUMBER.sub(_natural, key)
    return key[:KEY_LENGTH] or EMPTY_KEY


def place(disc: int | None, track: int | None) -> int:
    """Return disc and track as one number that sorts; without a number comes last on its disc."""
    number = NO_TRACK if track is None else min(max(track, 0), NO_TRACK)
    return max(NO_DISC if disc is None else disc, 0) * (NO_TRACK + 1) + number
