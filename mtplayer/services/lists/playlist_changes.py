"""What is done to playlists in one transaction: the change, its event, and how it is undone."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mtplayer.core.ids import OperationId, PlaylistId
from mtplayer.core.lists.playlists import (
    NEW_FOLDER,
    NEW_PLAYLIST,
    NEW_SMART,
    Added,
    PlaylistChange,
    PlaylistCreated,
    PlaylistDeleted,
    PlaylistDescribed,
    PlaylistKind,
    PlaylistRenamed,
    PlaylistsReordered,
    PlaylistTracksChanged,
)
from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from mtplayer.storage.lists.playlist_edits import PlaylistEdits
    from mtplayer.storage.unit import Unit

AT_ONCE: Final = 2000
"""Entries in one transaction where there are many: they hold up another write for some 20 ms."""

NAMES = {
    PlaylistKind.LIST: NEW_PLAYLIST,
    PlaylistKind.FOLDER: NEW_FOLDER,
    PlaylistKind.SMART: NEW_SMART,
}


class Logged(NamedTuple):
    """What happened; ``operation`` is None where nothing can be taken back."""

    events: tuple[PlaylistChange, ...]
    operation: OperationId | None
    label: str
    result: Any = None
    offers: bool = True
    """Whether a toast may offer to take it back; another one says more."""


Change = Callable[["Unit"], Logged]


def create(
    name: str,
    kind: PlaylistKind,
    *,
    parent: PlaylistId | None,
    rules: str | None,
    tracks: Sequence[int],
) -> Change:
    """Make one, and put tracks into it."""

    def change(unit: "Unit") -> Logged:
        at, lists = now_ms(), unit.playlists
        made = lists.create(name or NAMES[kind], at, kind=kind, parent=parent, rules=rules)
        lists.entries.add(made, tracks, at, anyway=True)
        return made_playlist(unit, made, at)

    return change


def duplicate(playlist: PlaylistId) -> Change:
    """Make one like another: entries, notes, rules."""

    def change(unit: "Unit") -> Logged:
        at = now_ms()
        return made_playlist(unit, unit.playlists.duplicate(playlist, at), at)

    return change


def made_playlist(unit: "Unit", made: PlaylistId, at: int) -> Logged:
    """Say that a playlist was made, and how it is taken back."""
    from mtplayer.storage.lists import playlist_undo

    label = f"Made “{unit.playlists.name(made)}”"
    operation = _log(unit, label, playlist_undo.of_made([made]), at)
    return Logged((PlaylistCreated(playlists=(made,)),), operation, label, made)


def rename(playlist: PlaylistId, name: str) -> Change:
    """Give one another name; raises NameTaken."""

    def change(unit: "Unit") -> Logged:
        from mtplayer.storage.lists import playlist_undo

        at, lists = now_ms(), unit.playlists
        before = lists.rename(playlist, name, at)
        if before is None:
            return Logged((), None, "")
        event = PlaylistRenamed(playlist=playlist, name=lists.name(playlist))
        label = f"Renamed “{before}” to “{event.name}”"
        inverse = playlist_undo.of_name(playlist, before)
        return Logged((event,), _log(unit, label, inverse, at), label)

    return change


def delete(playlists: Sequence[PlaylistId]) -> Change:
    """Take some out of the tree."""

    def change(unit: "Unit") -> Logged:
        from mtplayer.storage.lists import playlist_undo

        at, lists = now_ms(), unit.playlists
        gone = lists.delete(playlists, at)
        if not gone:
            return Logged((), None, "")
        one = len(gone) == 1
        label = f"Deleted “{lists.name(gone[0])}”" if one else f"Deleted {len(gone):,} playlists"
        operation = _log(unit, label, playlist_undo.of_deleted(gone), at)
        return Logged((PlaylistDeleted(playlists=tuple(gone)),), operation, label)

    return change


def bring_back(playlists: Sequence[PlaylistId]) -> Change:
    """Put deleted ones back."""

    def change(unit: "Unit") -> Logged:
        from mtplayer.storage.lists import playlist_undo

        at, lists = now_ms(), unit.playlists
        back = lists.bring_back(playlists, at)
        if not back:
            return Logged((), None, "")
        one = len(back) == 1
        name = f"“{lists.name(back[0])}”" if one else f"{len(back):,} playlists"
        label = f"Brought {name} back"
        operation = _log(unit, label, playlist_undo.of_made(back), at)
        return Logged((PlaylistCreated(playlists=tuple(back)),), operation, label)

    return change


def put(
    playlists: Sequence[PlaylistId], parent: PlaylistId | None, before: PlaylistId | None
) -> Change:
    """Put some elsewhere in the tree."""

    def change(unit: "Unit") -> Logged:
        from mtplayer.storage.lists import playlist_undo

        at, lists = now_ms(), unit.playlists
        places = lists.put(playlists, parent, before)
        if not places:
            return Logged((), None, "")
        one = len(playlists) == 1
        name = f"“{lists.name(playlists[0])}”" if one else f"{len(playlists):,} playlists"
        label = f"Moved {name}"
        operation = _log(unit, label, playlist_undo.of_places(places), at)
        return Logged((PlaylistsReordered(),), operation, label)

    return change


def describe(playlist: PlaylistId, values: dict[str, Any]) -> Change:
    """Set a note, rules or a picture."""

    def change(unit: "Unit") -> Logged:
        from mtplayer.storage.lists import playlist_undo

        at, lists = now_ms(), unit.playlists
        before = lists.describe(playlist, values, at)
        if before == values:
            return Logged((), None, "")
        label = f"Changed “{lists.name(playlist)}”"
        operation = _log(unit, label, playlist_undo.of_values(playlist, before), at)
        return Logged((PlaylistDescribed(playlist=playlist),), operation, label)

    return change


def add(playlist: PlaylistId, tracks: Sequence[int], before: int | None, *, anyway: bool) -> Change:
    """Put tracks into a playlist."""

    def change(unit: "Unit") -> Logged:
        at, lists = now_ms(), unit.playlists
        event, made = lists.entries.add(playlist, tracks, at, before=before, anyway=anyway)
        return added(unit, event, made, at)

    return change


def added(unit: "Unit", event: PlaylistTracksChanged | None, made: Added, at: int) -> Logged:
    """Say that tracks were added, and how that is taken back."""
    label = added_words(made, unit.playlists.name(made.playlist))
    return _edited(unit, event, label, at, made)._replace(offers=not made.already)


def edit(
    verb: str,
    playlist: PlaylistId,
    count: int,
    work: "Callable[[PlaylistEdits, int], PlaylistTracksChanged | None]",
) -> Change:
    """Do something to entries; the label is the verb, how many tracks, and the playlist."""

    def change(unit: "Unit") -> Logged:
        at, lists = now_ms(), unit.playlists
        event = work(lists.entries, at)
        tracks = "" if not count else f" {_tracks(count)}"
        label = f"{verb.format(tracks)} “{lists.name(playlist)}”"
        return _edited(unit, event, label, at, None)

    return change


def _edited(
    unit: "Unit", event: PlaylistTracksChanged | None, label: str, at: int, result: Any
) -> Logged:
    from mtplayer.storage.lists import playlist_undo

    if event is None:
        return Logged((), None, label, result)
    operation = _log(unit, label, playlist_undo.of_revision(event), at)
    return Logged((event,), operation, label, result)


def added_words(added: Added, name: str) -> str:
    """Say what adding did: “1 added to “Late trains”, 2 were already there”."""
    made, already = len(added.entries), len(added.already)
    if not already:
        return f"Added {_tracks(made)} to “{name}”"
    there = "1 was already there" if already == 1 else f"{already:,} were already there"
    if made:
        return f"{made:,} added to “{name}”, {there}"
    both = "It is" if already == 1 else f"All {already:,} are"
    return f"{both} already in “{name}”"


def _tracks(count: int) -> str:
    return "1 track" if count == 1 else f"{count:,} tracks"


def _log(unit: "Unit", label: str, inverse: Collection[Any], at: int) -> OperationId:
    from mtplayer.storage.operations import PLAYLIST

    return unit.operations.log(PLAYLIST, label, inverse, at)
