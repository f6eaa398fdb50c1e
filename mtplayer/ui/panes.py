"""The regions that F6 goes through."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Panes:
    """In the order given; a region remembers what had the focus in it."""

    def __init__(self, window: QWidget, regions: Sequence[QWidget]) -> None:
        self._window = window
        self._regions = list(regions)
        self._last: dict[QWidget, QWidget] = {}

    def go(self, step: int) -> None:
        """Give the focus to the next region that is shown and can take it."""
        now = cast("QWidget | None", self._window.focusWidget())
        here = self._region_of(now)
        if here is not None and now is not None:
            self._last[self._regions[here]] = now
        start = here if here is not None else (-1 if step > 0 else 0)
        for distance in range(1, len(self._regions) + 1):
            region = self._regions[(start + step * distance) % len(self._regions)]
            if region.isVisible() and (target := self._target(region)) is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _region_of(self, widget: QWidget | None) -> int | None:
        for number, region in enumerate(self._regions):
            if widget is not None and (region is widget or region.isAncestorOf(widget)):
                return number
        return None

    def _target(self, region: QWidget) -> QWidget | None:
        last = self._last.get(region)
        if last is not None and region.isAncestorOf(last) and _takes_focus(last):
            return last
        if _takes_focus(region):
            return region
        widget = region.nextInFocusChain()
        while widget is not None and widget is not region:
            if region.isAncestorOf(widget) and _takes_focus(widget):
                return widget
            widget = widget.nextInFocusChain()
        return None


def _takes_focus(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isEnabled() and widget.isVisible()
