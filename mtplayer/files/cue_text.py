"""Guesses how a short text is encoded: cue sheets and playlists carry no mark."""

import codecs
import re
from collections.abc import Iterable
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LEGACY: Final = ("cp932", "gb18030", "big5", "cp949", "cp1251", "cp1250", "cp1252")
_KANA: Final = re.compile("[\u3041-\u30fe]")
_HANGUL: Final = re.compile("[\uac00-\ud7a3]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_CYRILLIC_WORD: Final = re.compile("[\u0410-\u044f\u0401\u0451]{3}")
# A sign where a word has a letter: "Łona" of Windows 1250 reads "£ona" in 1252.
_SIGN_IN_WORD: Final = re.compile(r"[^\W\d_][\x80-\xa0¡-©«-´¶-¹»-¿]|[£¥¯¿][^\W\d_]")
_LONG_RUN: Final = re.compile(rb"[\x80-\xff][\x40-\xff]{2}[\x80-\xff]")


def decode(data: bytes, names: Iterable[str] = ()) -> str:
    """Return the text; ``names`` of files beside it decide where they are in it.

    Of seven sheets in as many encodings charset-normalizer took three for another one: a sheet is
    too short for statistics. So it is asked what only one of them can be.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    return data.decode(encoding_of(data, names), "replace")


def encoding_of(data: bytes, names: Iterable[str] = ()) -> str:
    """Return the likeliest encoding of a text without a mark; see ``decode``."""
    if _decoded(data, "utf-8") is not None:
        return "utf-8"
    texts = {e: text for e in _LEGACY if (text := _decoded(data, e)) is not None}
    telling = [name for name in names if not name.isascii()]
    for encoding, text in texts.items():
        if any(name in text for name in telling):
            return encoding
    likely = _likely(data, texts)
    return likely if likely in texts else "cp1252"


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _likely(data: bytes, texts: dict[str, str]) -> str:
    if _LONG_RUN.search(data):
        if _KANA.search(texts.get("cp932", "")) and not _half_width(texts["cp932"]):
            return "cp932"
        if _CYRILLIC_WORD.search(texts.get("cp1251", "")) and _cased(texts["cp1251"]):
            return "cp1251"
        if (asian := _asian(data, texts)) is not None:
            return asian
    # 1252 leaves five bytes open that 1250 uses.
    western = texts.get("cp1252")
    return "cp1250" if western is None or _SIGN_IN_WORD.search(western) else "cp1252"


def _asian(data: bytes, texts: dict[str, str]) -> str | None:
    # Syllables beyond EUC-KR are too rare for a title.
    korean = _decoded(data, "euc_kr") or ""
    # Chinese read as Korean is a mixture of both; Korean read as Korean is not.
    if _HANGUL.search(korean) and not _HAN.search(korean):
        return "cp949"
    if _decoded(data, "gb2312") is not None:
        return "gb18030"
    return next((e for e in ("big5", "gb18030", "cp932", "cp949") if e in texts), None)


def _half_width(text: str) -> bool:
    """Whether most of it is half-width katakana, which nobody writes: it is something else."""
    narrow = sum("\uff61" <= c <= "\uff9f" for c in text)
    return narrow > sum(bool(_KANA.match(c) or _HAN.match(c)) for c in text)


def _cased(text: str) -> bool:
    """Whether capitals stand where words begin: chance puts them anywhere."""
    words = re.findall("[\u0410-\u044f\u0401\u0451]{2,}", text)
    return all(word.isupper() or word[1:].islower() for word in words)
