"""How texts are compared in SQL: by folded words, without wildcards."""

import os
import sqlite3
from functools import lru_cache
from typing import Final, NamedTuple

from mtplayer.core.folding import fold, fold_apart, fold_phrase, fold_symbols
from mtplayer.core.queries.pattern_syntax import PatternRefused, unmarked
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
    """Where a text is: folded, and as it was written; a path also in its parts.

    ``kept`` is for what is stored folded, for each track as ``core.folding.fold`` does it.
    """

    folded: str
    raw: str
    plain: str = ""
    parts: str = ""
    kept: bool = False


def column(raw: str) -> Source:
    """Return the source of a column that nothing keeps folded."""
    return Source(f"{FOLDED}({raw})", raw)


def path(*parts: str) -> Source:
    """Return the source of a path in several parts, each of them bytes."""
    listed = ", ".join(parts)
    return Source(f"{FOLDED}({listed})", f"{RAW}({listed})", f"{PLAIN}({listed})", listed)


def install(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the conditions call."""
    connection.create_function(FOLDED, -1, _folded, deterministic=True)
    connection.create_function(PLAIN, -1, _plain, deterministic=True)
    connection.create_function(RAW, -1, _joined, deterministic=True)
    connection.create_function(MATCHED, -1, _matched, deterministic=True)
    connection.create_function(MATCHED_EXACTLY, -1, _matched_exactly, deterministic=True)


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
        return _pattern_test(source, value, exact=op is Op.MATCHES_EXACTLY)
    words = folded_value(value)
    if not words:
        return Sql("1")
    return _part_test(source, op, words)


def _pattern_test(source: Source, value: str, *, exact: bool) -> Sql:
    """Return the condition that a pattern is in a text, which SQLite rules out where it can."""
    function = MATCHED_EXACTLY if exact else MATCHED
    test = Sql(f"{function}(?, {source.parts or source.raw})", (value,))
    pattern = _pattern(value, exact)
    stored = not source.parts if exact else source.kept
    if pattern is None or not pattern.needed or not stored:
        return test
    where = source.raw if exact else source.folded
    # No AND: SQLite would look into another table last, and try the pattern before that.
    return Sql(f"iif(instr({where}, ?) > 0, {test.text}, 0)", (pattern.needed, value))


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
    *folders, name = parts
    return _below(_folder(*folders), _text(name)) if folders else _text(name)


def _below(folder: str | None, name: str) -> str:
    name = name.rstrip("/")
    return f"{folder}/{name}" if folder is not None and name else folder or name


@lru_cache(_KEPT)
def _folder(*parts: object) -> str | None:
    texts = [text.rstrip("/") for part in parts if (text := _text(part))]
    return "/".join(texts) if texts else None


@lru_cache(_KEPT)
def _unmarked_folder(*parts: object) -> str | None:
    folder = _folder(*parts)
    return None if folder is None else unmarked(folder)


@lru_cache(_KEPT)
def _folder_words(*parts: object) -> tuple[str, str]:
    return fold_apart(_folder(*parts) or "")


def _text(part: object) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, bytes):
        return str(part or "")
    try:
        return part.decode()
    except UnicodeDecodeError:
        # A lone surrogate, as bytes that are no UTF-8 give, cannot go back into SQLite.
        return os.fsdecode(part).encode("utf-8", "replace").decode("utf-8")


def _folded(*parts: object) -> str:
    *folders, name = parts
    if not folders:
        return _folded_text(name)
    before, behind = _folder_words(*folders)
    words, more = fold_apart(_text(name))
    return " ".join(filter(None, (before, words, behind, more))) or fold(_joined(*parts))


@lru_cache(_KEPT)
def _folded_text(text: object) -> str:
    return fold(_text(text))


@lru_cache(_KEPT)
def _plain(*parts: object) -> str:
    text = _joined(*parts)
    return fold_phrase(text) or fold_symbols(text)


def _matched(pattern: str, *parts: object) -> bool:
    looked_for = _pattern(pattern, False)  # noqa: FBT003 - by name it is looked up half as fast
    if looked_for is None:
        return False
    *folders, name = parts
    if not folders:
        return looked_for.is_in(_text(name))
    return looked_for.fits(_below(_unmarked_folder(*folders), unmarked(_text(name))))


def _matched_exactly(pattern: str, *parts: object) -> bool:
    looked_for = _pattern(pattern, True)  # noqa: FBT003 - see above
    return looked_for is not None and looked_for.is_in(_joined(*parts))


@lru_cache(_PATTERNS)
def _pattern(pattern: str, exact: bool) -> Pattern | None:  # noqa: FBT001 - see above
    try:
        return Pattern(pattern, exact=exact)
    except PatternRefused:
        return None
