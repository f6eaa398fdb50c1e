"""Tab goes round in what covers the window: what lies below is out of reach until it closes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

_TAB = Qt.FocusReason.TabFocusReason
_BACKTAB = Qt.FocusReason.BacktabFocusReason


def step(sheet: QWidget, *, onward: bool) -> bool:
    """Give the focus to the next stop in a sheet, or the one before; whether there is any."""
    stops = [widget for widget in _chain(sheet) if widget.isVisible() and widget.isEnabled()]
    if not stops:
        return False
    now = sheet.window().focusWidget()
    at = stops.index(now) if now in stops else -1
    target = stops[(at + (1 if onward else -1)) % len(stops)]
    target.setFocus(_TAB if onward else _BACKTAB)
    for area in sheet.findChildren(QScrollArea):
        if area.isAncestorOf(target) and area.widget() is not None:
            area.ensureWidgetVisible(target)
    return True


def give_back(widget: QWidget | None) -> None:
    """Give the focus back to who had it, if that is still there."""
    if widget is not None and isValid(widget):
        widget.setFocus(Qt.FocusReason.OtherFocusReason)


def _chain(sheet: QWidget) -> list[QWidget]:
    stops: list[QWidget] = []
    widget = sheet.nextInFocusChain()
    while widget is not None and widget is not sheet:
        tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tabbed and sheet.isAncestorOf(widget) and widget.focusProxy() is None:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return stops
