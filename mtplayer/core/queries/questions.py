"""What a list of tracks asks for, and the words of it that its rows show."""

from collections.abc import Iterator
from typing import Final

from mtplayer.core.folding import fold_phrase, fold_symbols
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.core.queries.query import Group, Match, Node, Op, Term, all_of
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.queries.query_parser import parse

_SHOWN: Final = frozenset(
    {Field.ANY, Field.TITLE, Field.ARTIST, Field.ALBUM, Field.ALBUM_ARTIST, Field.PERSON}
)
_SHOWN_BY: Final = frozenset({Op.HAS, Op.PHRASE, Op.IS, Op.SAME, Op.STARTS, Op.ENDS})


def asked(query: TrackQuery) -> Node:
    """Return what a list asks for: its filters, and what was typed."""
    return all_of(*(parse(text).node for text in (*query.filters, query.text)))


def words(*texts: str) -> tuple[str, ...]:
    """Return the folded words that found tracks show in title, artist or album.

    Each may be several neighbours, as "ac dc". Those of excluded terms are not among them.
    """
    found = (test for text in texts for test in _wanted(parse(text).node) if _is_shown(test))
    folded = (str(test.value) for test in found)
    return tuple(dict.fromkeys(word for value in folded if (word := _folded(value))))


def _folded(value: str) -> str:
    return fold_phrase(value) or fold_symbols(value)


def _wanted(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Group) and node.match is not Match.NONE:
        for part in node.parts:
            yield from _wanted(part)


def _is_shown(test: Term) -> bool:
    return test.field in _SHOWN and test.op in _SHOWN_BY and isinstance(test.value, str)
