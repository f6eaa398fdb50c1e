"""Where keys lead in a list of rows of one height."""

from PySide6.QtWidgets import QAbstractItemView

_Action = QAbstractItemView.CursorAction


def target_row(action: QAbstractItemView.CursorAction, row: int, rows: int, page: int) -> int:
    """Return the row that a key leads to from ``row``, -1 for none; there is one at least."""
    step = {
        _Action.MoveUp: -1,
        _Action.MovePrevious: -1,
        _Action.MoveDown: 1,
        _Action.MoveNext: 1,
        _Action.MovePageUp: -page,
        _Action.MovePageDown: page,
        _Action.MoveHome: -rows,
        _Action.MoveEnd: rows,
    }.get(action, 0)
    return 0 if row < 0 else min(max(row + step, 0), rows - 1)
