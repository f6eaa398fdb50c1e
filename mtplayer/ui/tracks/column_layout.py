"""Which columns stand in a table and how wide: what the user set, fitted to the room there is."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Final, TypeVar, cast

from mtplayer.core.record import record
from mtplayer.ui.tracks.columns import (
    COLUMNS,
    DEFAULTS,
    INDEX,
    LEAVING,
    ROOMY,
    WHEN_ROOMY,
)

# What title, artist and album keep before another column has to leave; in a small window,
# where the sidebar is a rail, they keep more and the others go.
_KEEP: Final = {"title": 180, "artist": 120, "album": 120}
_KEEP_SMALL: Final = {"title": 280, "artist": 190, "album": 190}
_LEAST: Final = 40
T = TypeVar("T")


@record
class ColumnState:
    """What the user changed about the columns of one view; empty is how it comes."""

    order: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict[str, int])
    shown: Mapping[str, bool] = field(default_factory=dict[str, bool])
    fit: bool = True

    def stored(self) -> dict[str, object]:
        """Return it as JSON can keep it."""
        return {
            "order": list(self.order),
            "widths": dict(self.widths),
            "shown": dict(self.shown),
            "fit": self.fit,
        }

    def with_width(self, key: str, width: int) -> "ColumnState":
        """Return it with one more column of the user's width."""
        return replace(self, widths={**self.widths, key: width})

    def with_shown(self, key: str, *, shown: bool) -> "ColumnState":
        """Return it with a column shown or hidden."""
        return replace(self, shown={**self.shown, key: shown})


def read_state(stored: object) -> ColumnState:
    """Return what was stored; whatever does not make sense is as it comes."""
    if not isinstance(stored, dict):
        return ColumnState()
    parts = cast("dict[str, object]", stored)
    order, widths, shown = parts.get("order"), parts.get("widths"), parts.get("shown")
    return ColumnState(
        order=tuple(key for key in _listed(order) if key in INDEX),
        widths={key: width for key, width in _pairs(widths, int) if 0 < width <= 5 * _widest(key)},
        shown=dict(_pairs(shown, bool)),
        fit=parts.get("fit") is not False,
    )


def order_of(state: ColumnState) -> list[str]:
    """Return every column in order; one that is new to the state follows its usual neighbour."""
    order = list(dict.fromkeys(state.order))
    usual = [column.key for column in COLUMNS]
    for at, key in enumerate(usual):
        if key not in order:
            before = usual[at - 1] if at else None
            order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


def is_wanted(key: str, state: ColumnState, scope: str, width: int) -> bool:
    """Whether a column is to be seen in this view, if there is room."""
    if COLUMNS[INDEX[key]].fixed:
        return True
    usual = key in DEFAULTS[scope] or (width >= ROOMY and key in WHEN_ROOMY)
    return state.shown.get(key, usual)


def arrange(state: ColumnState, scope: str, width: int, *, small: bool = False) -> dict[str, int]:
    """Return the width of each column that is seen, in order.

    With ``fit`` they fill ``width``: columns leave one by one, title, artist and album share
    what is left.
    """
    seen = [key for key in order_of(state) if is_wanted(key, state, scope, width)]
    sizes = {key: state.widths.get(key, COLUMNS[INDEX[key]].width) for key in seen}
    if not state.fit:
        return sizes
    keep = _KEEP_SMALL if small else _KEEP
    # Whoever asked for a column would miss it: those go last.
    for leaver in sorted(LEAVING, key=lambda key: state.shown.get(key, False)):
        if sum(keep.get(key, size) for key, size in sizes.items()) <= width:
            break
        sizes.pop(leaver, None)
    return sizes | _shared(sizes, state, width)


def _shared(sizes: Mapping[str, int], state: ColumnState, width: int) -> dict[str, int]:
    """Return the widths of title, artist and album, which take what the others leave."""
    flexible = {key: _share(key, state) for key in sizes if COLUMNS[INDEX[key]].share}
    left = width - sum(size for key, size in sizes.items() if key not in flexible)
    result: dict[str, int] = {}
    for key, share in flexible.items():
        part = left * share / sum(flexible[other] for other in flexible if other not in result)
        result[key] = max(round(part), _LEAST)
        left -= result[key]
    return result


def _share(key: str, state: ColumnState) -> float:
    # A width that the user gave is a share of all three, so that it follows the window.
    if key in state.widths:
        return float(state.widths[key])
    column = COLUMNS[INDEX[key]]
    known = [(state.widths[k], COLUMNS[INDEX[k]].share) for k in _KEEP if k in state.widths]
    scale = sum(w for w, _ in known) / sum(s for _, s in known) if known else 1.0
    return column.share * scale


def traded(sizes: Mapping[str, int], key: str, width: int) -> dict[str, int]:
    """Return sizes after one edge was dragged: the next column that can, gives or takes.

    Nothing grows beyond what that one has to give, so the sum stays.
    """
    keys: Sequence[str] = list(sizes)
    after = keys[keys.index(key) + 1 :]
    neighbour = next((k for k in after if not COLUMNS[INDEX[k]].rigid), None)
    if neighbour is None or COLUMNS[INDEX[key]].rigid:
        return dict(sizes)
    least, spare = COLUMNS[INDEX[key]].minimum, COLUMNS[INDEX[neighbour]].minimum
    most = max(sizes[key] + sizes[neighbour] - spare, sizes[key])
    width = min(max(width, min(least, sizes[key])), most)
    return dict(sizes) | {key: width, neighbour: sizes[neighbour] + sizes[key] - width}


def _widest(key: str) -> int:
    return max(COLUMNS[INDEX[key]].width, 160)


def _listed(value: object) -> list[str]:
    if not isinstance(value, list):
        return []
    return [key for key in cast("list[object]", value) if isinstance(key, str)]


def _pairs(value: object, kind: type[T]) -> list[tuple[str, T]]:
    if not isinstance(value, dict):
        return []
    return [
        (key, item)
        for key, item in cast("dict[object, object]", value).items()
        # True is an int to isinstance, but no width.
        if isinstance(key, str) and key in INDEX and isinstance(item, kind) and type(item) is kind
    ]
