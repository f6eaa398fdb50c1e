"""The menus of albums and of artists."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from mtplayer.core.library.albums import AlbumRow
from mtplayer.core.library.artists import ArtistRow
from mtplayer.ui import text
from mtplayer.ui.commands import commands, track_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.menu import DANGER, Menu


def album_menu(
    theme: Theme,
    actions: Actions,
    rows: Sequence[AlbumRow],
    shuffle: Callable[[], object],
    parent: QWidget,
) -> Menu:
    """Return the menu of albums; its commands act on whatever is selected then."""
    menu = Menu(theme, parent)
    tracks = text.tracks(sum(row.tracks for row in rows))
    name = rows[0].title if len(rows) == 1 else text.albums(len(rows))
    length = text.long_length(sum(row.duration_ms for row in rows))
    menu.add_heading(f"{name} · {tracks} · {length}")
    _add_playing(menu, actions, shuffle)
    like = actions[track_commands.LIKE]
    liked = all(row.all_liked for row in rows)
    like.setText(text.tr("menu", "Unlike") if liked else text.tr("commands", "Like"))
    menu.addAction(like)
    menu.addSeparator()
    menu.addAction(actions[track_commands.GO_TO_ARTIST])
    menu.addAction(actions[track_commands.SHOW_IN_FOLDER])
    menu.addAction(actions[track_commands.MEASURE_LOUDNESS])
    menu.addSeparator()
    menu.addAction(actions[track_commands.COPY])
    menu.addAction(actions[track_commands.COPY_PATHS])
    menu.addSeparator()
    remove = actions[track_commands.REMOVE]
    remove.setText(text.tr("menu", "Remove from library"))
    remove.setProperty(DANGER, True)  # noqa: FBT003 - Qt's own signature
    menu.addAction(remove)
    return menu


def artist_menu(
    theme: Theme,
    actions: Actions,
    artist: ArtistRow,
    shuffle: Callable[[], object],
    parent: QWidget,
) -> Menu:
    """Return the menu of an artist; its commands act on whoever is selected then."""
    menu = Menu(theme, parent)
    menu.add_heading(artist.name)
    _add_playing(menu, actions, shuffle)
    like = actions[track_commands.LIKE]
    liked = artist.all_liked
    like.setText(text.tr("menu", "Unlike" if liked else "Like all tracks"))
    menu.addAction(like)
    return menu


def add_spellings(menu: Menu, show: Callable[[], object]) -> None:
    """Let the menu of an artist show the names that somebody merged into it."""
    merged = menu.addAction(text.tr("menu", "Merged spellings…"))
    merged.setData("git-merge")
    merged.triggered.connect(lambda _checked=False: show())


def _add_playing(menu: Menu, actions: Actions, shuffle: Callable[[], object]) -> None:
    play = menu.addAction(text.tr("menu", "Play"))
    play.setData("play")
    play.setShortcut(actions[commands.PLAY_OPENED].shortcut())
    play.triggered.connect(actions[commands.PLAY_OPENED].trigger)
    mixed = menu.addAction(text.tr("menu", "Shuffle"))
    mixed.setData("shuffle")
    mixed.triggered.connect(shuffle)
    menu.addAction(actions[track_commands.PLAY_NEXT])
    menu.addAction(actions[track_commands.ADD_TO_QUEUE])
    menu.addSeparator()
    menu.addAction(actions[track_commands.ADD_TO_PLAYLIST])
