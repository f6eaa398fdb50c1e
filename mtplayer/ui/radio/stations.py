"""The page of radio stations: tuning in, adding, changing, and putting them in order."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import Station
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.dialogs.address_sheet import AddressSheet, Asked
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.pages.page_frame import PageFrame
from mtplayer.ui.radio.station_list import StationList
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.empty_state import Choice, EmptyState, Message
from mtplayer.ui.widgets.menu import DANGER, Menu
from mtplayer.ui.widgets.text_button import Kind


class StationsPage(PageFrame):
    """Follows the stations that are kept and the one that is on air."""

    def __init__(self, theme: Theme, services: Services, _actions: Actions) -> None:
        super().__init__(theme, tr("radio", "Radio"))
        self._services = services
        self._waiting = False
        self.list = StationList(theme)
        self._empty = EmptyState(theme)
        self.offer(tr("radio", "Import…"), self.choose_files, icon="download-simple")
        self.offer(tr("radio", "Add station…"), self.ask_for_one, Kind.PRIMARY, icon="plus")
        self._fill()
        stations, playback = services.stations, services.playback
        stations.changed.connect(self._listed)
        playback.on_air_changed.connect(self.list.show_on_air)
        self.list.show_on_air(playback.on_air)
        self.list.tuned.connect(playback.tune_in)
        self.list.removed.connect(lambda _: self.delete_chosen())
        self.list.edited.connect(lambda _: self.edit_chosen())
        self.list.moved.connect(self._move)
        self.list.asked.connect(self._open_menu)

    @property
    def waiting(self) -> bool:
        """Whether the stations are still being read."""
        return self._waiting

    def visit(self) -> None:
        """Read the stations."""
        self._waiting = True
        self._services.stations.load()

    def ask_for_one(self) -> None:
        """Ask for an address and keep it."""
        asked = Asked(title=tr("radio", "Add a station"), verb=tr("radio", "Add"))
        AddressSheet(self.theme, asked, self._add, self.window())

    def edit_chosen(self) -> None:
        """Ask for another name and address of the selected station."""
        stations = self.list.chosen()
        if len(stations) != 1:
            return
        station = stations[0]
        asked = Asked(
            title=tr("radio", "Change the station"),
            verb=tr("radio", "Save"),
            name=station.name,
            url=station.url,
        )
        AddressSheet(
            self.theme,
            asked,
            lambda name, url: self._services.stations.edit(station.id, name, url),
            self.window(),
        )

    def delete_chosen(self) -> None:
        """Take the selected stations out."""
        if stations := self.list.chosen():
            self._services.stations.delete([station.id for station in stations])

    def choose_files(self) -> None:
        """Ask for playlist files and keep the stations in them."""
        dialog = QFileDialog(self.window(), tr("radio", "Import stations"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(tr("radio", "Playlists (*.m3u *.m3u8 *.pls *.xspf)"))
        dialog.filesSelected.connect(self._services.stations.read_files)
        dialog.open()

    def menu(self) -> Menu:
        """Return what can be done with the selected stations."""
        stations = self.list.chosen()
        menu = Menu(self.theme, self.list)
        play = menu.addAction(tr("radio", "Play"))
        play.setData("play")
        play.setEnabled(len(stations) == 1)
        play.triggered.connect(lambda: self._services.playback.tune_in(stations[0]))
        edit = menu.addAction(tr("radio", "Change…"))
        edit.setData("pencil-simple")
        edit.setEnabled(len(stations) == 1)
        edit.triggered.connect(self.edit_chosen)
        menu.addSeparator()
        delete = menu.addAction(tr("radio", "Delete"))
        delete.setData("trash")
        delete.setProperty(DANGER, True)  # noqa: FBT003 - Qt's own signature
        delete.triggered.connect(self.delete_chosen)
        return menu

    def _fill(self) -> None:
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.replace_body(rows)
        self._empty.say(
            Message(
                title=tr("radio", "No stations yet"),
                body=tr("radio", "Add the address of one, or import an M3U or PLS file."),
                icon="broadcast",
                choices=(
                    Choice(
                        words=tr("radio", "Add station…"),
                        run=self.ask_for_one,
                        icon="plus",
                        kind=Kind.PRIMARY,
                    ),
                ),
            )
        )

    def _listed(self, stations: tuple[Station, ...]) -> None:
        self._waiting = False
        count = len(stations)
        one = tr("radio", "1 station")
        words = one if count == 1 else tr("radio", "{n} stations").format(n=number(count))
        self.say(words if count else "")
        self.list.show_stations(stations)
        self._stack.setCurrentWidget(self.list if stations else self._empty)

    def _add(self, name: str, url: str) -> None:
        def found(stations: Sequence[tuple[str, str]]) -> None:
            one = name and len(stations) == 1
            self._services.stations.add([(name, stations[0][1])] if one else stations)

        self._services.stations.find(url, found)

    def _move(self, moved: tuple[Sequence[StationId], int]) -> None:
        ids, row = moved
        self._services.stations.move(ids, row)

    def _open_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
