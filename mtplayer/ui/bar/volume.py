"""How loud it is."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.sound_services import Playback
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.popup_ground import cut_corners, make_room, paint_ground
from mtplayer.ui.widgets.slider import Slider

STEP = 5
LOW_BELOW = 40


class VolumePopup(QWidget):
    """Holds the slider where the bar has no room for it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.edge = make_room(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*[theme.space.s12] * 4)
        self.row = layout

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_ground(self, self._theme, QPainter(self))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        cut_corners(self, self._theme)


class Volume(QWidget):
    """Mute and slider; folded, the button opens the slider above itself."""

    def __init__(
        self, theme: Theme, playback: Playback, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._playback = playback
        self._actions = actions
        self._folded = False
        self._popup: VolumePopup | None = None
        self._button = IconButton(theme, tr("bar", "Mute"), Face(icon="speaker-high"))
        self._slider = Slider(theme, tr("bar", "Volume"), theme.size.volume)
        self._slider.setRange(0, 100)
        self._slider.setSingleStep(STEP)
        self._slider.setPageStep(2 * STEP)
        self._slider.valueChanged.connect(self._slid)
        self._button.follow(actions[playback_commands.MUTE])
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.space.s4)
        self._row.addWidget(self._button)
        self._row.addWidget(self._slider)
        self.refresh()

    def refresh(self) -> None:
        """Show what the player has."""
        volume, muted = self._playback.volume, self._playback.muted
        self._slider.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._slider.setValue(volume)
        self._slider.blockSignals(False)  # noqa: FBT003
        self._slider.show_quiet(quiet=muted)
        self._slider.update()
        if muted or volume == 0:
            icon = "speaker-slash"
        else:
            icon = "speaker-low" if volume < LOW_BELOW else "speaker-high"
        face = Face(icon=icon, color_on="fg_2", fills=False)
        self._button.show_face(face)

    def fold(self, *, folded: bool) -> None:
        """Let the button open the slider in a popup, or have it in the bar again."""
        if folded == self._folded:
            return
        self._folded = folded
        self._button.clicked.disconnect()
        if folded:
            self._slider.hide()
            self._button.clicked.connect(self._open)
            return
        self._button.clicked.connect(self._actions[playback_commands.MUTE].trigger)
        self._row.addWidget(self._slider)
        self._slider.show()
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = None

    def _open(self) -> None:
        if self._popup is None:
            self._popup = VolumePopup(self._theme, self)
            self._popup.row.addWidget(self._slider)
        popup = self._popup
        self._slider.show()
        popup.adjustSize()
        left = (self._button.width() - popup.width()) // 2
        up = popup.edge - popup.height() - self._theme.space.s4
        popup.move(self._button.mapToGlobal(QPoint(left, up)))
        popup.show()
        self._slider.setFocus(Qt.FocusReason.PopupFocusReason)

    def _slid(self, volume: int) -> None:
        if self._playback.muted:
            self._playback.set_muted(muted=False)
        self._playback.set_volume(volume)
        self.refresh()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._slider.wheelEvent(event)
