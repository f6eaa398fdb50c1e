"""The first row of Now Playing: what it plays from, what stands beside the cover, the window."""

from enum import StrEnum

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.playing.stations import OnAir
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.queue.queue_panel import EditableQueue
from mtplayer.ui.queue.source_names import SourceNames
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label


class Beside(StrEnum):
    """What stands beside the cover; in a small window Up next is one of them."""

    LYRICS = "lyrics"
    VISUALISER = "visualiser"
    COVER = "cover"
    UP_NEXT = "up_next"


WIDE = (Beside.LYRICS, Beside.VISUALISER, Beside.COVER)
COMPACT = (Beside.LYRICS, Beside.VISUALISER, Beside.UP_NEXT)


class Head(QWidget):
    """Says what was asked for; who shows it does it."""

    wanted: TypedSignal[Beside] = signal()

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
        queue: EditableQueue,
        names: SourceNames,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._names = names
        self._from = Label(theme, "", color="fg_2")
        self._source = Label(theme, "", FontRole.STRONG)
        self._rest = Label(theme, "", color="fg_2", tabular=True, elides=True)
        self._offered = WIDE
        self._choices = Choices(theme, tr("now", "Beside the cover"), [])
        self._choices.pressed.connect(self._pressed)
        down = Face(icon="caret-down", fills=False, color_on="fg_2")
        self._close = IconButton(theme, tr("now", "Close"), down)
        self._close.follow(actions[commands.NOW_PLAYING])
        self._full = IconButton(theme, tr("now", "Full screen"), Face(icon="corners-out"))
        self._full.follow(actions[commands.FULL_SCREEN])
        self._lay_out(theme)
        self.offer(WIDE, Beside.LYRICS)

    def offer(self, offered: tuple[Beside, ...], chosen: Beside) -> None:
        """Let one choose among these; one is on."""
        names = {
            Beside.LYRICS: tr("now", "Lyrics"),
            Beside.VISUALISER: tr("now", "Visualizer"),
            Beside.COVER: tr("now", "Cover only"),
            Beside.UP_NEXT: tr("now", "Up next"),
        }
        if offered != self._offered or not self._choices.isVisible():
            self._offered = offered
            self._choices.show_choices([Choice(names[one]) for one in offered])
        self._choices.choose(offered.index(chosen) if chosen in offered else 0)

    def show_source(self, following: int) -> None:
        """Say which list plays, and how long it still is."""
        source = self._names.name(self._queue.source)
        self._from.show_text(tr("now", "Playing from") if source else tr("now", "Now playing"))
        self._source.show_text(source)
        parts = [text.tracks(following)] if following else []
        shuffled = tr("now", "shuffled") if self._queue.modes.shuffle else ""
        words = ", ".join(filter(None, (*parts, shuffled)))
        self._rest.show_text(f"· {words}" if words else "")

    def show_on_air(self, on_air: OnAir) -> None:
        """Say which station plays."""
        self._from.show_text(tr("now", "Radio"))
        self._source.show_text(on_air.station.name)
        self._rest.show_text("")

    def _lay_out(self, theme: Theme) -> None:
        space = theme.space
        row = QHBoxLayout(self)
        row.setContentsMargins(space.s20, 0, space.s20, 0)
        row.setSpacing(space.s4)
        row.addWidget(self._close)
        row.addSpacing(space.s8)
        for label in (self._from, self._source):
            row.addWidget(label)
        row.addWidget(self._rest, 1)
        row.addWidget(self._choices)
        row.addSpacing(space.s12)
        row.addWidget(self._full)

    def _pressed(self, number: int) -> None:
        self.wanted.emit(self._offered[number])
