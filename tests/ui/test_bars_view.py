"""The visualizer paints what it was told last, and only where something changed."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from mtplayer.core import options
from mtplayer.core.events import SoundPicture
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.now_playing.bars_view import BarsView

LOUD = SoundPicture(bars=(0.9, 0.2) * 32, levels=(0.9, 0.8))
SOFT = SoundPicture(bars=(0.1, 0.5) * 32, levels=(0.2, 0.1))


class Pictures(QObject):
    pictured: TypedSignal[SoundPicture] = signal()

    def watch(self, *, on: bool) -> None:
        """Whoever tests sends them."""


@pytest.fixture
def view(qtbot, design):
    made = BarsView(Theme(design, options.Theme.DARK), Pictures())
    qtbot.addWidget(made)
    made.resize(640, 420)
    made.show()
    qtbot.waitExposed(made)
    return made


def shown(view: BarsView) -> QImage:
    return view.grab().toImage()


def heights(image: QImage, x: int) -> int:
    """Return how many pixels of a column are painted above the levels."""
    ground = image.pixelColor(x, 0)
    return sum(image.pixelColor(x, y) != ground for y in range(400))


def test_a_bar_is_as_high_as_its_share(view) -> None:
    view._visualiser.pictured.emit(LOUD)
    image = shown(view)
    assert [heights(image, 2), heights(image, 12)] == [360, 80]


def test_what_is_painted_again_is_enough(view, qtbot) -> None:
    for picture in (LOUD, SOFT, LOUD, SOFT):
        view._visualiser.pictured.emit(picture)
        qtbot.wait(30)
    screen = view.backingStore().paintDevice()
    kept = screen.copy() if isinstance(screen, QImage) else shown(view)
    assert kept.copy(0, 0, 640, 420) == shown(view).convertToFormat(kept.format())
