"""A main window on fake services, for tests and for looking at."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget

from mtplayer.core import options
from mtplayer.core.events import CoverReady
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.parts import Parts
from mtplayer.ui.state import UiState
from mtplayer.ui.views import Tab, View
from tests.fakes.services import fake_services

_COPY = Qt.DropAction.CopyAction
_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier


class FakeCovers(QObject):
    """No album has a cover."""

    ready: TypedSignal[CoverReady] = signal()
    coloured: TypedSignal[int] = signal()

    def colour(self, album):
        return None

    def pixmap(self, album, edge, radius, ratio):
        return None

    def busy(self):
        return False


class FakeSearch(QLineEdit):
    text_changed: TypedSignal[str] = signal()

    def __init__(self):
        super().__init__()
        self.scope = ""
        self.textChanged.connect(self.text_changed.emit)

    def set_text(self, words):
        self.setText(words)

    def show_scope(self, name):
        self.scope = name

    def show_hint(self, words):
        self.setPlaceholderText(words)

    def start(self):
        self.setFocus()

    def widget(self):
        return self


class FakeTracks(QListView):
    """A list that remembers what it was asked to show."""

    def __init__(self):
        super().__init__()
        self.shown = []
        self.reasons = []
        self.waiting = False

    def focusInEvent(self, event):  # noqa: N802 - Qt's name
        self.reasons.append(event.reason())
        super().focusInEvent(event)

    def show_smart(self, playlist):
        self.smart = playlist

    def show_scope(self, scope):
        self.shown.append(scope)

    def show_playing(self):
        self.shown.append("playing")

    def widget(self):
        return self


class FakePage(QLabel):
    """A page that counts its visits."""

    title = "Some page"
    waiting = False

    def __init__(self, _actions=None):
        super().__init__("words")
        self.visits = 0

    def visit(self):
        self.visits += 1

    @property
    def ground(self):
        return self

    def turn_to(self, tab):
        self.turned_to = tab

    def widget(self):
        return self


class FakePanel(QWidget):
    tab_changed: TypedSignal[Tab] = signal()

    def __init__(self):
        super().__init__()
        self.list = QListView(self)
        self.tab = Tab.QUEUE

    def show_tab(self, tab):
        self.tab = tab
        self.tab_changed.emit(tab)

    def widget(self):
        return self


class FakeWindow:
    """The window and everything behind it, by name."""

    def __init__(self, theme, remembered=None, pages=None, panel=None):
        self.services = fake_services()
        self.services.settings.set(options.THEME, options.Theme.DARK)
        self.services.settings.set(options.REDUCED_MOTION, value=True)
        self.saved = []
        self.state = UiState(remembered or {}, self.saved.append)
        self.search, self.tracks, self.panel = FakeSearch(), FakeTracks(), FakePanel()
        parts = Parts(
            search=lambda actions: self.search,
            tracks=lambda actions, search: self.tracks,
            panel=partial(panel, self) if panel else lambda actions, controls: self.panel,
            now_playing=lambda actions, controls: FakePage(),
            pages=dict.fromkeys(View, FakePage) if pages is None else pages,
        )
        self.covers = FakeCovers()
        self.window = MainWindow(theme, self.services, self.covers, self.state, parts)


def named(it, name):
    """Return the widget that screen readers call so."""
    return next(w for w in it.window.findChildren(QWidget) if w.accessibleName() == name)


def shows(it, text):
    """Whether a text can be seen."""
    return any(w.isVisible() for w in it.window.findChildren(QWidget) if w.accessibleName() == text)


def drop_on(widget, data):
    """Drag something onto a widget and let go; whether it was taken."""
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), _COPY, data, _LEFT, _PLAIN))
    event = QDropEvent(QPointF(5, 5), _COPY, data, _LEFT, _PLAIN)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
