"""Words as an expression of the word index."""

from collections.abc import Sequence
from typing import Final

from typing_extensions import TypeIs

from mtplayer.core.queries.query import Group, Match, Node, Op, Term
from mtplayer.core.queries.query_fields import Field
from mtplayer.storage.queries.text_tests import folded_value

_COLUMNS: Final = {
    # Words match these; the rest of the index is for terms that name it.
    Field.ANY: "{title artists album}",
    Field.TITLE: "title",
    Field.ALBUM: "album",
}


def expression(node: Node) -> str | None:
    """Return what finds the tracks of a question, or None where the index does not know them.

    Each word is quoted, so that no input is syntax: wildcards and operators mean nothing.
    """
    if isinstance(node, Term):
        return _phrase(node)
    if not isinstance(node, Group) or node.match is Match.NONE:
        return None
    wanted = [part for part in node.parts if not _is_excluded(part)]
    unwanted = [part for part in node.parts if _is_excluded(part)]
    if not wanted or (unwanted and node.match is Match.ANY):
        return None
    found = _joined(wanted, " AND " if node.match is Match.ALL else " OR ")
    excluded = _joined([one for group in unwanted for one in group.parts], " OR ")
    if found is None or (unwanted and excluded is None):
        return None
    return f"({found} NOT {excluded})" if unwanted else found


def _is_excluded(node: Node) -> TypeIs[Group]:
    return isinstance(node, Group) and node.match is Match.NONE


def _joined(nodes: Sequence[Node], operator: str) -> str | None:
    found = [expression(node) for node in nodes]
    known = [one for one in found if one is not None]
    if len(known) < len(found) or not known:
        return None
    return known[0] if len(known) == 1 else f"({operator.join(known)})"


def _phrase(term: Term) -> str | None:
    columns = _COLUMNS.get(term.field)
    if columns is None or term.op not in (Op.HAS, Op.PHRASE):
        return None
    words = folded_value(str(term.value)).replace('"', '""')
    if not words:
        return None
    return f'{columns} : "{words}"{"*" if term.op is Op.HAS else ""}'
