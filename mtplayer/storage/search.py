"""Typed words as an expression of the word index."""

from mtplayer.core.query import words

TYPED_COLUMNS = "{title artists album}"
"""Words match these; the rest of the index is for terms that name it."""


def match_expression(text: str) -> str | None:
    """Return what finds every typed word by its beginning, or None when nothing was typed.

    Each word is quoted, so that no input is syntax: wildcards and operators mean nothing.
    """
    found = words(text)
    if not found:
        return None
    terms = " AND ".join(f'"{_quoted(word)}"*' for word in found)
    return f"{TYPED_COLUMNS} : ({terms})"


def _quoted(word: str) -> str:
    return word.replace('"', '""')
