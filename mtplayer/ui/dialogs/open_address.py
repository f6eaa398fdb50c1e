"""Asks for an address and plays what is there; a station can be kept at once."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mtplayer.ui.dialogs.address_sheet import AddressSheet, Asked
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr


def ask_for_address(theme: Theme, services: Services, over: QWidget) -> AddressSheet:
    """Ask over a widget; what is kept is played as well."""
    stations, playback = services.stations, services.playback

    def play(_name: str, url: str) -> None:
        def found(listed: Sequence[tuple[str, str]]) -> None:
            if listed:
                playback.tune_in(stations.station_at(*listed[0]))

        stations.find(url, found)

    def keep(name: str, url: str) -> None:
        stations.find(url, stations.add)
        play(name, url)

    asked = Asked(
        title=tr("radio", "Open an address"),
        verb=tr("radio", "Play"),
        second=tr("radio", "Play and keep"),
        with_name=False,
    )
    return AddressSheet(theme, asked, play, over, keep)
