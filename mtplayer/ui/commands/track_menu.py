"""The menu of selected tracks."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget, QWidgetAction

from mtplayer.core.record import record
from mtplayer.ui import text
from mtplayer.ui.commands import track_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.command import Command
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.menu import DANGER, Menu
from mtplayer.ui.widgets.star_row import StarRow


@record
class Chosen:
    """What the menu is about; rating and liked are None where the tracks differ."""

    count: int
    duration_ms: int | None
    rating: int | None
    liked: bool
    missing: bool
    """One track, and its file is not there."""
    alike: bool = False
    """Several tracks as long as each other: they may be one recording."""
    ignorable: bool = False
    """All of them are missing."""


def track_menu(
    theme: Theme,
    actions: Actions,
    chosen: Chosen,
    rate: Callable[[object], object],
    parent: QWidget,
) -> Menu:
    """Return the menu; its commands act on whatever is selected then."""
    menu = Menu(theme, parent)
    menu.add_heading(_heading(chosen))
    if not chosen.missing:
        _add(
            menu,
            actions,
            track_commands.PLAY,
            track_commands.PLAY_NEXT,
            track_commands.ADD_TO_QUEUE,
        )
        menu.addSeparator()
    if chosen.ignorable and chosen.count == 1:
        _add(menu, actions, track_commands.LOCATE, track_commands.LOCATE_FOLDER)
        menu.addSeparator()
    if not chosen.missing:
        menu.addAction(actions[track_commands.ADD_TO_PLAYLIST])
    like = actions[track_commands.LIKE]
    like.setText(text.tr("menu", "Unlike") if chosen.liked else text.tr("commands", "Like"))
    menu.addAction(like)
    add_stars(menu, theme, chosen.rating, rate)
    _add(
        menu, actions, *_there(chosen, track_commands.WRITE_RATINGS, track_commands.WRITE_LOUDNESS)
    )
    menu.addSeparator()
    _add(menu, actions, track_commands.GO_TO_ARTIST, track_commands.GO_TO_ALBUM)
    sound = (track_commands.SHOW_IN_FOLDER, track_commands.MEASURE_LOUDNESS)
    _add(menu, actions, *_there(chosen, *sound))
    menu.addMenu(_copies(theme, actions, menu))
    if chosen.alike:
        menu.addAction(actions[track_commands.MERGE])
    menu.addSeparator()
    if chosen.ignorable:
        menu.addAction(actions[track_commands.IGNORE])
    remove = actions[track_commands.REMOVE]
    remove.setText(text.tr("menu", "Remove from library"))
    remove.setProperty(DANGER, True)  # noqa: FBT003 - Qt's own signature
    menu.addAction(remove)
    return menu


def _there(chosen: Chosen, *listed: Command) -> tuple[Command, ...]:
    """Return what needs the files, if they are there."""
    return () if chosen.missing else listed


def _heading(chosen: Chosen) -> str:
    count = text.number(chosen.count)
    words = text.tr("menu", "1 track") if chosen.count == 1 else text.tr("menu", "{n} tracks")
    length = "" if chosen.duration_ms is None else f" · {_length(chosen.duration_ms)}"
    return words.format(n=count) + length


def _length(ms: int) -> str:
    return text.length(ms) if ms < 36_000_000 else text.long_length(ms)  # noqa: PLR2004 - 10 hours


def _add(menu: Menu, actions: Actions, *listed: Command) -> None:
    for command in listed:
        menu.addAction(actions[command])


def add_stars(
    menu: Menu, theme: Theme, rating: int | None, rate: Callable[[object], object]
) -> None:
    """Put the row of stars into a menu."""
    stars = StarRow(theme, rating, menu)
    stars.rated.connect(rate)
    stars.rated.connect(lambda _: menu.close())
    row = QWidgetAction(menu)
    row.setDefaultWidget(stars)
    menu.addAction(row)


def _copies(theme: Theme, actions: Actions, parent: Menu) -> Menu:
    menu = Menu(theme, parent, text.tr("menu", "Copy"))
    menu.menuAction().setData("copy")
    _add(menu, actions, track_commands.COPY, track_commands.COPY_PATHS)
    return menu
