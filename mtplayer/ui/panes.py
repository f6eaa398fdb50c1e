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

    def chain(self) -> None:
        """Let Tab walk through the regions in the same order as F6."""
        before: QWidget | None = None
        for region in self._regions:
            for widget in self._stops(region):
                if before is not None:
                    QWidget.setTabOrder(before, widget)
                before = widget

    def _stops(self, region: QWidget) -> list[QWidget]:
        """Return what takes the focus in a region, in the order it has by itself."""
        stops = [region] if _stops_tab(region) else []
        widget = region.nextInFocusChain()
        while widget is not None and widget is not region:
            if region.isAncestorOf(widget) and _stops_tab(widget):
                stops.append(widget)
            widget = widget.nextInFocusChain()
        return stops

    def enter(self, region: QWidget) -> None:
        """Give the focus to a region as a click would, without a ring."""
        if (target := self._target(region)) is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

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
        return next((stop for stop in self._stops(region) if _takes_focus(stop)), None)


def _stops_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _takes_focus(widget: QWidget) -> bool:
    return _stops_tab(widget) and widget.isEnabled() and widget.isVisible()
