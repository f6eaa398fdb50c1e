"""Reads what is typed behind the key of a number or a date: a comparison, a range, or nothing."""

from typing import Final, TypeAlias

from mtplayer.core.queries.query import Amount, Op, When
from mtplayer.core.queries.query_fields import FIELDS, NONE, Field, Kind
from mtplayer.core.queries.query_values import amount, when

_RANGE: Final = ".."
Number: TypeAlias = tuple[Op, Amount | When | str, Amount | When | None]


def number_test(field: Field, op: Op | None, typed: str) -> Number | None:
    """Return operator and values of a number or date, or None where it is none."""
    kind = FIELDS[field].kind
    if kind is Kind.MOMENT:
        return _moment(op, typed)
    if op is None and typed.casefold() == NONE:
        return Op.EMPTY, "", None
    if op is None and _RANGE in typed:
        return _range(kind, *typed.split(_RANGE, 1))
    value = _number(kind, typed)
    if value is None:
        return None
    if isinstance(value, When) and value.ago and op in (None, Op.EQUAL):
        # Nobody means the very millisecond.
        op = Op.LESS
    return op or Op.EQUAL, value, None


def _moment(op: Op | None, typed: str) -> Number | None:
    value = when(typed) if op in (None, Op.EQUAL) else None
    return None if value is None else (Op.EQUAL, value, None)


def _range(kind: Kind, first: str, last: str) -> Number | None:
    low = _number(kind, first) if first else None
    high = _number(kind, last.lstrip(".")) if last else None
    if (first and low is None) or (last and high is None):
        return None
    if low is not None and high is not None:
        return Op.BETWEEN, low, high
    if low is not None:
        return Op.AT_LEAST, low, None
    return (Op.AT_MOST, high, None) if high is not None else None


def _number(kind: Kind, typed: str) -> Amount | When | None:
    return when(typed) if kind is Kind.DATE else amount(kind, typed)
