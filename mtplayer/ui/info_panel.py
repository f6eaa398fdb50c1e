"""The page of the right panel with what is known of the track that plays."""

from collections.abc import Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mtplayer.core.library.tracks import PlayableFile, TrackRow
from mtplayer.core.playing.stations import OnAir
from mtplayer.core.sound.sound import SignalPath
from mtplayer.core.typed import override
from mtplayer.ui import sound_path, text
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.radio.radio_words import reception_words
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.paragraph import Paragraph

_NAMES: Final = 88
_MINUS: Final = "\u2212"
_STARS: Final = 20
_KILO: Final = 1000


class Section(NamedTuple):
    """Facts under a heading: names with values, or lines."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


class InfoPanel(QWidget):
    """Reads and lays out only while it is seen."""

    def __init__(self, theme: Theme, services: Services, controls: PlaybackControls) -> None:
        super().__init__()
        self._theme, self._services = theme, services
        self._song = controls.song
        self._file: PlayableFile | None = None
        self._path: SignalPath | None = services.playback.path
        self._shown: list[Section] = []
        self._head = QWidget()
        self.nothing = EmptyState(theme, self)
        self.nothing.say(
            Message(
                title=tr("info", "Nothing plays"),
                body=tr("info", "What is known of a track stands here while it plays."),
                icon="info",
            )
        )
        self._pages = QStackedWidget()
        self._area = _area()
        for page in (self._area, self.nothing):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._pages)
        self.setFocusProxy(self._area)
        playback = services.playback
        controls.song_changed.connect(self._song_changed)
        playback.path_changed.connect(self._path_changed)
        playback.on_air_changed.connect(self._on_air_changed)
        self._refresh()

    def head(self) -> QWidget:
        """Return what stands beside the tabs."""
        return self._head

    def widget(self) -> QWidget:
        """Return the page itself."""
        return self

    @property
    def sections(self) -> list[Section]:
        """What is said."""
        return self._shown

    def _song_changed(self, row: TrackRow | None) -> None:
        if row is None or self._song is None or row.id != self._song.id:
            self._file = None
        self._song = row
        self._refresh()

    def _path_changed(self, path: SignalPath) -> None:
        self._path = path
        self._refresh()

    def _on_air_changed(self, _on_air: OnAir | None) -> None:
        self._refresh()

    def _refresh(self) -> None:
        if not self.isVisible():
            return
        on_air, row = self._services.playback.on_air, self._song
        if on_air is not None:
            self._show(_of_station(on_air, self._path))
            return
        if row is None:
            self._show([])
            return
        if self._file is None:
            self._services.library.files([row.id], partial(self._found, row.id))
        self._show(_of_track(row, self._file, self._path))

    def _found(self, track: int, files: Sequence[PlayableFile]) -> None:
        if files and self._song is not None and self._song.id == track and self._file is None:
            self._file = files[0]
            self._refresh()

    def _show(self, sections: list[Section]) -> None:
        self._pages.setCurrentIndex(0 if sections else 1)
        if sections != self._shown:
            self._shown = sections
            content = _laid_out(self._theme, sections)
            self._area.setWidget(content)
            # Given a widget, a scroll area fills its ground.
            content.setAutoFillBackground(False)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()


def _area() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    return area


def _laid_out(theme: Theme, sections: Sequence[Section]) -> QWidget:
    content, space = QWidget(), theme.space
    column = QVBoxLayout(content)
    column.setContentsMargins(space.s24, space.s16, space.s20, space.s20)
    column.setSpacing(space.s8)
    for section in sections:
        column.addWidget(Label(theme, section.heading, FontRole.STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(space.s8)
        grid.setVerticalSpacing(space.s4)
        for row, (name, value) in enumerate(section.facts):
            words = Label(theme, name, FontRole.SMALL, color="fg_3", elides=True)
            words.setFixedWidth(_NAMES)
            grid.addWidget(words, row, 0)
            grid.addWidget(Label(theme, value, elides=True, tabular=True), row, 1)
        column.addLayout(grid)
        for line in section.lines:
            said = Paragraph(theme, line, FontRole.SMALL)
            said.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(said)
        column.addSpacing(space.s12)
    column.addStretch(1)
    return content


def _of_track(row: TrackRow, file: PlayableFile | None, path: SignalPath | None) -> list[Section]:
    sections = [
        Section(tr("info", "Track"), _filled(_names(row))),
        Section(tr("info", "Heard"), _filled(_heard(row))),
        Section(tr("info", "File"), _filled(_in_file(row, file))),
    ]
    return [*sections, *_sound(path, row.codec)]


def _of_station(on_air: OnAir, path: SignalPath | None) -> list[Section]:
    facts = (
        (tr("info", "Station"), on_air.station.name),
        (tr("info", "Title"), on_air.title),
        (tr("info", "Artist"), on_air.artist),
        (tr("info", "Address"), on_air.station.url),
        (tr("info", "Reception"), reception_words(on_air)),
    )
    return [Section(tr("info", "Radio"), _filled(facts)), *_sound(path, "")]


def _filled(facts: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in facts if value)


def _names(row: TrackRow) -> list[tuple[str, str]]:
    number = text.number(row.track_number) if row.track_number else ""
    if row.disc_number and number:
        number = tr("info", "{n}, disc {disc}").format(n=number, disc=row.disc_number)
    other = row.album_artist if row.album_artist != row.artist else ""
    return [
        (tr("info", "Title"), row.title),
        (tr("info", "Artist"), row.artist),
        (tr("info", "Album"), row.album),
        (tr("info", "Album artist"), other),
        (tr("info", "Number"), number),
        (tr("info", "Year"), str(row.year) if row.year else ""),
        (tr("info", "Genre"), row.genre),
        (tr("info", "Composer"), row.composer),
        (tr("info", "Tempo"), tr("info", "{n} BPM").format(n=row.bpm) if row.bpm else ""),
        (tr("info", "Length"), text.length(row.duration_ms)),
    ]


def _heard(row: TrackRow) -> list[tuple[str, str]]:
    stars = ""
    if row.rating is not None:
        stars = tr("info", "{n} of 5 stars").format(n=text.decimal(row.rating / _STARS))
    return [
        (tr("info", "Plays"), text.number(row.plays)),
        (tr("info", "Last played"), text.day(row.last_played_at)),
        (tr("info", "Rating"), stars),
        (tr("info", "Liked"), text.day(row.liked_at)),
        (tr("info", "Added"), text.day(row.added_at)),
    ]


def _in_file(row: TrackRow, file: PlayableFile | None) -> list[tuple[str, str]]:
    bitrate = (
        tr("info", "{n} kbit/s").format(n=text.number(round(row.bitrate / _KILO)))
        if row.bitrate
        else ""
    )
    codec = " · ".join(filter(None, (row.codec.upper(), bitrate)))
    facts = [(tr("info", "Format"), codec)]
    if file is not None:
        folder, _, name = file.path.decode("utf-8", "replace").rpartition("/")
        facts += [(tr("info", "Name"), name), (tr("info", "Folder"), folder)]
        facts += [
            (tr("info", "Track gain"), _decibels(file.gains.track_db)),
            (tr("info", "Album gain"), _decibels(file.gains.album_db)),
        ]
    return facts


def _decibels(gain: float | None) -> str:
    if gain is None:
        return ""
    sign = _MINUS if gain < 0 else "+"
    return tr("info", "{n} dB").format(n=sign + text.locale().toString(abs(gain), "f", 1))


def _sound(path: SignalPath | None, codec: str) -> list[Section]:
    lines = tuple(sound_path.lines(path, codec)) if path is not None else ()
    return [Section(tr("info", "Signal path"), lines=lines)] if lines else []
