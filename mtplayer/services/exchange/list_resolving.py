"""Finds the track for each entry of a playlist file: by path, by what moved, by its tags."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mtplayer.core.folding import fold
from mtplayer.core.likeness import bare_title, name_key
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.lists.list_matching import (
    NOT_FOUND,
    By,
    Known,
    Moved,
    Moves,
    Verdict,
    among,
    at_path,
    by_tags,
    moved,
    sure,
)
from mtplayer.core.tags import Tags
from mtplayer.files.path_names import complete
from mtplayer.files.playlist_files.locations import Links, absolute
from mtplayer.storage.lists.entry_finder import EntryFinder

# One costs about a millisecond at a million tracks.
MOST_WORDED: Final = 20_000


def resolve(
    entries: Sequence[ListedEntry], base: bytes, finder: EntryFinder, *, guesses: bool = True
) -> tuple[Verdict, ...]:
    """Return a verdict for each entry; ``base`` is the folder that relative paths count from.

    Without ``guesses`` a title has to be the same, and not only like it.
    """
    resolving = _Resolving(entries, base, finder)
    resolving.run(guesses=guesses)
    return resolving.verdicts


def _named(entry: ListedEntry) -> ListedEntry:
    """Give an entry without a title what the name of its file says."""
    if entry.title or not entry.paths:
        return entry
    tags = Tags()
    complete(tags, entry.paths[-1].replace(b"\\", b"/"), loose=True)
    return replace(
        entry,
        title=tags.title,
        artist=entry.artist or (tags.artists[0] if tags.artists else ""),
        track=tags.track if entry.track is None else entry.track,
    )


class _Resolving:
    """One list while its tracks are looked for; what is left goes on to the next way."""

    def __init__(self, entries: Sequence[ListedEntry], base: bytes, finder: EntryFinder) -> None:
        self._said = entries
        self._entries = [_named(entry) for entry in entries]
        self._base = base
        self._finder = finder
        self._known: dict[int, Known] = {}
        self._verdicts: dict[int, Verdict] = {}

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What was found."""
        return tuple(self._verdicts.get(at, NOT_FOUND) for at in range(len(self._entries)))

    def run(self, *, guesses: bool) -> None:
        """Try one way after the other."""
        self._by_path()
        self._by_id("recording_mbid")
        self._by_id("isrc")
        self._by_move()
        self._by_title()
        if guesses:
            self._by_words()

    def _left(self) -> list[int]:
        """Return the entries without a track, also those where somebody would have to choose."""
        every = range(len(self._entries))
        return [at for at in every if (v := self._verdicts.get(at)) is None or v.track is None]

    def _settle(self, at: int, verdict: Verdict) -> None:
        """Keep a verdict, unless the one before says more."""
        if verdict.track is not None or (verdict.candidates and at not in self._verdicts):
            self._verdicts[at] = verdict

    def _describe(self, tracks: Iterable[int]) -> None:
        self._known |= self._finder.known(set(tracks) - self._known.keys())

    def _first_of(self, paths: Iterable[bytes]) -> list[int]:
        """Return the tracks at the first path that has some."""
        for path in paths:
            if tracks := self._finder.at(path):
                return tracks
        return []

    def _by_path(self) -> None:
        found: dict[int, list[int]] = {}
        links = Links()
        for at, entry in enumerate(self._entries):
            paths = [absolute(path, self._base) for path in entry.paths]
            tracks = self._first_of(paths)
            if not tracks:
                # Scans walk real folders: what lies behind a link has the path there.
                tracks = self._first_of(map(links.followed, paths))
            if tracks:
                found[at] = tracks
        self._describe(track for tracks in found.values() for track in tracks)
        for at, tracks in found.items():
            known = [self._known[track] for track in tracks if track in self._known]
            self._settle(at, at_path(self._said[at], known))

    def _by_id(self, column: str) -> None:
        asked = {at: str(getattr(self._entries[at], column)) for at in self._left()}
        asked = {at: value for at, value in asked.items() if value}
        if not asked:
            return
        found = self._finder.with_ids(column, set(asked.values()))
        self._describe(track for tracks in found.values() for track in tracks)
        for at, value in asked.items():
            known = [self._known[track] for track in found.get(value, ())]
            if len(known) == 1:
                self._settle(at, sure(known[0], By.ID))
            elif known:
                best = by_tags(self._entries[at], known)
                self._settle(at, sure(best.candidates[0], By.ID) if best.track else among(known))

    def _by_move(self) -> None:
        asked = {at: entry.paths for at in self._left() if (entry := self._entries[at]).paths}
        keys = {at: {_key(path) for path in paths} for at, paths in asked.items()}
        found = self._finder.named({key for names in keys.values() for key in names})
        self._describe(track for tracks in found.values() for track in tracks)
        moves, open_ones = Moves(), dict[int, list[Moved]]()
        for at, names in keys.items():
            near = self._moved(asked[at], names, found)
            verdict = moves.first(self._entries[at], near)
            if verdict is None:
                open_ones[at] = near
            else:
                self._settle(at, verdict)
        for at, near in open_ones.items():
            self._settle(at, moves.second(self._entries[at], near))

    def _moved(
        self, paths: Sequence[bytes], names: set[str], found: Mapping[str, list[int]]
    ) -> list[Moved]:
        """Return where files of these names are, each by the path that is most like it."""
        tracks = dict.fromkeys(track for name in names for track in found.get(name, ()))
        places = [absolute(path.replace(b"\\", b"/"), self._base) for path in paths]
        return [
            max((moved(place, self._known[track]) for place in places), key=lambda one: one.common)
            for track in tracks
        ]

    def _by_title(self) -> None:
        wanted: defaultdict[str, list[int]] = defaultdict(list)
        for at in self._left():
            title = self._entries[at].title
            for key in {fold(title), bare_title(title)} - {""}:
                wanted[key].append(at)
        if not wanted:
            return
        found = self._finder.titled(wanted.keys())
        self._describe(track for tracks in found.values() for track in tracks)
        candidates: defaultdict[int, list[Known]] = defaultdict(list)
        for key, tracks in found.items():
            for at in wanted[key]:
                candidates[at] += [self._known[track] for track in tracks if track in self._known]
        for at, known in candidates.items():
            self._settle(at, by_tags(self._entries[at], dict.fromkeys(known)))

    def _by_words(self) -> None:
        for at in self._left()[:MOST_WORDED]:
            entry = self._entries[at]
            if not entry.title:
                continue
            tracks = self._finder.worded(entry.title, entry.artist)
            # What stands before the first dash need not be the artist.
            tracks = tracks or self._finder.said(f"{entry.artist} {entry.title}")
            self._describe(tracks)
            known = [self._known[track] for track in tracks if track in self._known]
            self._settle(at, by_tags(entry, known))


def _key(path: bytes) -> str:
    return name_key(path.replace(b"\\", b"/").rpartition(b"/")[2])
