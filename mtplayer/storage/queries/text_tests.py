"""How texts are compared in SQL: by folded words, without wildcards."""

import os
import sqlite3
from functools import lru_cache
from typing import Final, NamedTuple

from mtplayer.core.folding import fold, fold_phrase, fold_symbols
from mtplayer.core.queries.pattern_syntax import PatternRefused
from mtplayer.core.queries.patterns import Pattern
from mtplayer.core.queries.query import Op

FOLDED: Final = "mt_folded"
"""The words of a text as ``core.folding.fold`` keeps them; several texts are parts of a path."""

PLAIN: Final = "mt_plain"
"""The same without what ``fold`` adds behind."""

_KEPT: Final = 4096
"""Comments, labels and formats repeat themselves."""

RAW: Final = "mt_raw"
"""The text itself, out of the bytes of a path."""

MATCHED: Final = "mt_matched"
MATCHED_EXACTLY: Final = "mt_matched_exactly"
"""Whether a regular expression is in a text; one that means nothing is in none."""

_PATTERNS: Final = 64


class Sql(NamedTuple):
    """A condition and the values of its question marks."""

    text: str
    values: tuple[object, ...] = ()


class Source(NamedTuple):
    """Where a text is: folded, and as it was written."""

    folded: str
    raw: str
    plain: str = ""


def column(raw: str) -> Source:
    """Return the source of a column that nothing keeps folded."""
    return Source(f"{FOLDED}({raw})", raw)


def path(*parts: str) -> Source:
    """Return the source of a path in several parts, each of them bytes."""
    listed = ", ".join(parts)
    return Source(f"{FOLDED}({listed})", f"{RAW}({listed})", f"{PLAIN}({listed})")


def install(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the conditions call."""
    connection.create_function(FOLDED, -1, _folded, deterministic=True)
    connection.create_function(PLAIN, -1, _plain, deterministic=True)
    connection.create_function(RAW, -1, _joined, deterministic=True)
    connection.create_function(MATCHED, 2, _matched, deterministic=True)
    connection.create_function(MATCHED_EXACTLY, 2, _matched_exactly, deterministic=True)


def folded_value(value: str) -> str:
    """Return a typed value as the index would keep it; symbols where it has no letter."""
    return fold_phrase(value) or fold_symbols(value)


def empty(source: Source) -> Sql:
    """Return the condition that there is no text."""
    return Sql(f"coalesce({source.raw}, '') = ''")


def text_test(source: Source, op: Op, value: str) -> Sql:
    """Return the condition that compares a text; a value without any letter is in every text."""
    if op is Op.EMPTY:
        return empty(source)
    if op is Op.SAME:
        return Sql(f"{source.raw} = ?", (value,))
    if op is Op.IS:
        return Sql(f"{source.folded} = ?", (fold(value),))
    if op in (Op.MATCHES, Op.MATCHES_EXACTLY):
        function = MATCHED if op is Op.MATCHES else MATCHED_EXACTLY
        return Sql(f"{function}(?, {source.raw})", (value,))
    words = folded_value(value)
    if not words:
        return Sql("1")
    return _part_test(source, op, words)


def _part_test(source: Source, op: Op, words: str) -> Sql:
    match op:
        case Op.HAS:
            return Sql(f"instr(' ' || {source.folded}, ?) > 0", (f" {words}",))
        case Op.PHRASE:
            return Sql(f"instr(' ' || {source.folded} || ' ', ?) > 0", (f" {words} ",))
        case Op.STARTS:
            return Sql(f"substr({source.folded}, 1, {len(words)}) = ?", (words,))
        case Op.ENDS:
            # What is folded may have more words behind: "don t go dont".
            plain = source.plain or f"{PLAIN}({source.raw})"
            return Sql(
                f"(instr({source.folded}, ?) > 0 AND substr({plain}, -{len(words)}) = ?)",
                (words, words),
            )
        case _:
            return Sql(f"instr({source.folded}, ?) > 0", (words,))


def _joined(*parts: object) -> str:
    texts = (os.fsdecode(part) if isinstance(part, bytes) else str(part or "") for part in parts)
    # A lone surrogate, as bytes that are no UTF-8 give, cannot go back into SQLite.
    joined = "/".join(text.rstrip("/") for text in texts if text) if len(parts) > 1 else next(texts)
    return joined.encode("utf-8", "replace").decode("utf-8")


@lru_cache(_KEPT)
def _folded(*parts: object) -> str:
    return fold(_joined(*parts))


@lru_cache(_KEPT)
def _plain(*parts: object) -> str:
    text = _joined(*parts)
    return fold_phrase(text) or fold_symbols(text)


def _matched(pattern: str, text: object) -> bool:
    looked_for = _pattern(pattern, exact=False)
    return looked_for is not None and looked_for.is_in(str(text or ""))


def _matched_exactly(pattern: str, text: object) -> bool:
    looked_for = _pattern(pattern, exact=True)
    return looked_for is not None and looked_for.is_in(str(text or ""))


@lru_cache(_PATTERNS)
def _pattern(pattern: str, *, exact: bool) -> Pattern | None:
    try:
        return Pattern(pattern, exact=exact)
    except PatternRefused:
        return None
