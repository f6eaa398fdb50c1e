"""Whether a text is what a term asks for, worked out in plain Python."""
# ruff: noqa: PLR0911 - as plain as the language is described

import re
import unicodedata
from functools import lru_cache

from mtplayer.core import folding
from mtplayer.core.queries.query import Op

fold = lru_cache(None)(folding.fold)
fold_phrase = lru_cache(None)(folding.fold_phrase)
fold_symbols = lru_cache(None)(folding.fold_symbols)


def pattern_found(pattern: str, text: str, *, exact: bool) -> bool:
    if exact:
        return re.search(pattern, text, re.DOTALL) is not None
    return re.search(plain(pattern), plain(text), re.DOTALL) is not None


@lru_cache(None)
def plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


@lru_cache(1 << 18)
def text_found(text: str, op: Op, wanted: str) -> bool:
    value = fold_phrase(wanted) or fold_symbols(wanted)
    kept = fold(text)
    if op is Op.SAME:
        return text == wanted
    if op is Op.IS:
        return kept == fold(wanted)
    if op in (Op.MATCHES, Op.MATCHES_EXACTLY):
        return pattern_found(wanted, text, exact=op is Op.MATCHES_EXACTLY)
    if not value:
        return True
    match op:
        case Op.HAS:
            return f" {value}" in f" {kept}"
        case Op.PHRASE:
            return f" {value} " in f" {kept} "
        case Op.STARTS:
            return kept.startswith(value)
        case Op.ENDS:
            return (fold_phrase(text) or fold_symbols(text)).endswith(value)
        case Op.CONTAINS:
            return value in kept
    raise AssertionError(op)
