"""What other areas of the window give it: made when they are first shown."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from mtplayer.core.library.tracks import Scope
from mtplayer.core.record import record
from mtplayer.runtime.signals import BoundSignal
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.views import Tab, View

if TYPE_CHECKING:
    from mtplayer.ui.now_playing.host import PlayingPage


class TracksView(Protocol):
    """The page of a list of tracks, which shows one place after another."""

    @property
    def waiting(self) -> bool:
        """Whether rows are still to come."""
        ...

    def show_scope(self, scope: Scope) -> object:
        """Show the tracks of a place."""
        ...

    def show_smart(self, playlist: int) -> object:
        """Show what a smart playlist holds."""
        ...

    def show_playing(self) -> object:
        """Scroll to the playing row."""
        ...

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        ...


class Page(Protocol):
    """A page of its own beside the lists of tracks."""

    @property
    def title(self) -> str:
        """What it is called, for the search field and for screen readers."""
        ...

    @property
    def waiting(self) -> bool:
        """Whether something is still to come."""
        ...

    def visit(self) -> object:
        """Be up to date: the window comes here."""
        ...

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        ...


@runtime_checkable
class SearchedPage(Page, Protocol):
    """A page that what is typed is for, instead of the list of all tracks."""

    def search(self, words: str) -> object:
        """Show only what these words find."""
        ...


@runtime_checkable
class TiledPage(Page, Protocol):
    """A page of covers, which can be larger or smaller."""

    def enlarge(self, steps: int) -> object:
        """Make covers so many steps larger; 0 is their usual size."""
        ...


@runtime_checkable
class PageOfOne(Page, Protocol):
    """A page that shows one of many, as one genre."""

    def show_one(self, of: int) -> object:
        """Show the one with this id; ``visit`` follows."""
        ...


class SearchField(Protocol):
    """The field in the top bar."""

    @property
    def text_changed(self) -> BoundSignal[str]:
        """Each change of what is typed."""
        ...

    def set_text(self, words: str) -> object:
        """Type something else."""
        ...

    def show_scope(self, name: str) -> object:
        """Say where it searches."""
        ...

    def show_hint(self, words: str) -> object:
        """Say in the empty field what it searches."""
        ...

    def start(self) -> object:
        """Take the focus and select what is in it."""
        ...

    def widget(self) -> QWidget:
        """Return what goes into the bar."""
        ...


class TabbedPanel(Protocol):
    """The right panel, which shows one of its pages."""

    @property
    def tab_changed(self) -> BoundSignal[Tab]:
        """Another page is shown."""
        ...

    @property
    def tab(self) -> Tab:
        """Which page is shown."""
        ...

    def show_tab(self, tab: Tab) -> object:
        """Turn to a page."""
        ...

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        ...


@record
class Parts:
    """How to make them."""

    search: Callable[[Actions], SearchField]
    tracks: Callable[[Actions, SearchField], TracksView]
    panel: Callable[[Actions, PlaybackControls], TabbedPanel]
    pages: Mapping[View, Callable[[Actions], Page]]
    now_playing: "Callable[[Actions, PlaybackControls], PlayingPage]"
