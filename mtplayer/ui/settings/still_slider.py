"""A slider on a page that scrolls."""

from PySide6.QtGui import QWheelEvent

from mtplayer.core.typed import override
from mtplayer.ui.widgets.slider import Slider


class StillSlider(Slider):
    """The page scrolls under the pointer; only a slider in focus turns with the wheel."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
