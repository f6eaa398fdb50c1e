"""Reads how the library stands: folders, missing tracks, what scans found and hands did.

Every function opens a connection of its own (0.3 ms): call them in read jobs.
"""

import json
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from mtplayer.core.events import Outcome
from mtplayer.core.ids import FolderId, OperationId, ScanId, TrackId, VolumeId
from mtplayer.core.library.library_state import (
    Done,
    DoneByHand,
    FieldChange,
    FolderCounts,
    IgnoredPath,
    LibraryFolder,
    LibraryVolume,
    MissingPlace,
    MissingTrack,
    ScanItem,
    ScanRun,
)
from mtplayer.core.library.scan_plan import Finding
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.library.covers import joined
from mtplayer.storage.scan.scan_log import RUNNING

_FOLDERS: Final = """
SELECT f.id, f.path, f.mode, f.cadence_minutes, f.enabled, f.online, f.held, f.added_at,
    f.last_scan_at, v.id, v.kind, v.key, v.label, v.mount_path, v.online, v.last_seen_at
FROM folders f JOIN volumes v ON v.id = f.volume_id
WHERE f.removed_at IS NULL ORDER BY v.mount_path, f.path
"""
# "0" is the character behind "/": everything below a folder in one range of the index.
_IN_FOLDER: Final = """d.volume_id = o.volume_id AND (
    o.path = X'' OR d.path = o.path
    OR (d.path > CAST(o.path || '/' AS BLOB) AND d.path < CAST(o.path || '0' AS BLOB)))
"""
# All files by an index alone, then those few that are not as most are.
_COUNTS: Final = f"""
SELECT o.id, 'all', count(*) FROM folders o CROSS JOIN directories d ON {_IN_FOLDER}
CROSS JOIN files f ON f.directory_id = d.id
WHERE o.removed_at IS NULL GROUP BY o.id
UNION ALL
SELECT o.id, f.state, count(*) FROM files f CROSS JOIN directories d ON d.id = f.directory_id
JOIN folders o ON {_IN_FOLDER}
WHERE f.state <> 'present' AND o.removed_at IS NULL GROUP BY o.id, f.state
UNION ALL
SELECT o.id, 'failed', count(*) FROM files f CROSS JOIN directories d ON d.id = f.directory_id
JOIN folders o ON {_IN_FOLDER}
WHERE f.failure IS NOT NULL AND f.state = 'present' AND o.removed_at IS NULL GROUP BY o.id
"""
_IGNORED: Final = """
SELECT i.id, v.mount_path, i.path, i.ignored_at
FROM ignored_paths i JOIN volumes v ON v.id = i.volume_id
ORDER BY i.ignored_at DESC, i.id DESC LIMIT ?
"""
_MISSING: Final = """
FROM files f JOIN tracks t ON t.file_id = f.id AND t.listed
JOIN directories d ON d.id = f.directory_id JOIN volumes v ON v.id = d.volume_id
WHERE f.state <> 'present' AND f.state = 'missing'
"""
_MISSING_PLACES: Final = f"""
SELECT d.id, v.mount_path, d.path, count(*), v.label {_MISSING}
GROUP BY d.id ORDER BY v.mount_path, d.path
"""
_MISSING_TRACKS: Final = """
SELECT t.id, v.mount_path, d.path, f.name, t.title, t.artist, t.album, t.duration_ms, f.size,
    f.missing_since, f.last_seen_at
FROM directories d CROSS JOIN files f ON f.directory_id = d.id
CROSS JOIN tracks t ON t.file_id = f.id AND t.listed JOIN volumes v ON v.id = d.volume_id
WHERE d.id = ? AND +f.state = 'missing' ORDER BY f.name, t.position
"""
_RUNS: Final = """
SELECT id, started_at, finished_at, outcome, folders, added, updated, unchanged, moved, missing,
    held, offline, failed, problem
FROM scan_runs WHERE id < ? ORDER BY id DESC LIMIT ?
"""
_FOUND_SOMETHING: Final = """
SELECT id, started_at, finished_at, outcome, folders, added, updated, unchanged, moved, missing,
    held, offline, failed, problem
FROM scan_runs WHERE id < ?
AND (added OR updated OR moved OR missing OR held OR failed OR problem IS NOT NULL)
ORDER BY id DESC LIMIT ?
"""
_ITEMS: Final = """
SELECT i.kind, i.detail, t.id, t.title, t.artist, v.mount_path, d.path, f.name
FROM scan_items i
JOIN files f ON f.id = i.file_id
JOIN directories d ON d.id = f.directory_id JOIN volumes v ON v.id = d.volume_id
LEFT JOIN tracks t ON t.file_id = f.id AND t.position = 0
WHERE i.scan_id = ? AND i.kind IN (SELECT value FROM json_each(?))
ORDER BY i.kind, i.id LIMIT ? OFFSET ?
"""
_BY_HAND: Final = """
SELECT id, kind, label, done_at, undone_at FROM operations
WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY done_at DESC, id DESC LIMIT ?
"""
_NEWEST: Final = 2**62


def folders(database: Path) -> list[LibraryFolder]:
    """Return the folders of the library."""
    found: list[LibraryFolder] = []
    for row in _rows(database, _FOLDERS):
        volume = LibraryVolume(
            id=VolumeId(row[9]),
            kind=row[10],
            key=row[11],
            label=row[12],
            mount_path=row[13],
            online=bool(row[14]),
            last_seen_at=row[15],
        )
        found.append(
            LibraryFolder(
                id=FolderId(row[0]),
                path=joined(volume.mount_path, row[1]),
                mode=row[2],
                cadence_minutes=row[3],
                enabled=bool(row[4]),
                there=bool(row[5]),
                online=bool(row[5]) and volume.online,
                held=row[6],
                added_at=row[7],
                last_scan_at=row[8],
                volume=volume,
            )
        )
    return found


def folder_counts(database: Path) -> dict[FolderId, FolderCounts]:
    """Return how many files each folder has: 0.1 s for a folder of 100,000."""
    counts: dict[FolderId, Counter[str]] = {}
    for folder, kind, count in _rows(database, _COUNTS):
        counts.setdefault(FolderId(folder), Counter())[kind] = count
    return {
        folder: FolderCounts(
            present=of["all"] - of["missing"] - of["removed"],
            missing=of["missing"],
            failed=of["failed"],
        )
        for folder, of in counts.items()
    }


def ignored_paths(database: Path, limit: int) -> list[IgnoredPath]:
    """Return what scans pass over, the newest first."""
    return [
        IgnoredPath(id=id_, path=joined(mount, path), ignored_at=at)
        for id_, mount, path, at in _rows(database, _IGNORED, limit)
    ]


def missing_places(database: Path) -> list[MissingPlace]:
    """Return the directories in which listed tracks are missing."""
    return [
        MissingPlace(directory=id_, path=joined(mount, path), tracks=tracks, volume_label=label)
        for id_, mount, path, tracks, label in _rows(database, _MISSING_PLACES)
    ]


def missing_tracks(database: Path, directory: int) -> list[MissingTrack]:
    """Return the missing tracks of one directory."""
    return [
        MissingTrack(
            track=TrackId(row[0]),
            path=joined(joined(row[1], row[2]), row[3]),
            title=row[4],
            artist=row[5],
            album=row[6],
            duration_ms=row[7],
            size=row[8],
            missing_since=row[9],
            last_seen_at=row[10],
        )
        for row in _rows(database, _MISSING_TRACKS, directory)
    ]


def scan_runs(
    database: Path, limit: int, before: ScanId | None = None, *, with_findings: bool = False
) -> list[ScanRun]:
    """Return the newest scans, or those before one; ``with_findings`` leaves quiet ones out."""
    statement = _FOUND_SOMETHING if with_findings else _RUNS
    rows = _rows(database, statement, _NEWEST if before is None else before, limit)
    return [_run(row) for row in rows]


def scan_items(
    database: Path,
    scan: ScanId,
    kinds: Iterable[Finding] = Finding,
    limit: int = 500,
    skip: int = 0,
) -> list[ScanItem]:
    """Return what a scan found, kind by kind in the order of finding.

    Of a kind that very many files are of only the first are kept; the run has the count.
    """
    wanted = json.dumps([kind.value for kind in kinds])
    return [_item(row) for row in _rows(database, _ITEMS, scan, wanted, limit, skip)]


def done_by_hand(database: Path, limit: int) -> list[DoneByHand]:
    """Return the newest removals, ignores and merges that can be taken back."""
    kinds = json.dumps([kind.value for kind in Done])
    return [
        DoneByHand(
            operation=OperationId(id_),
            kind=Done(kind),
            label=label,
            done_at=done_at,
            undone_at=undone_at,
        )
        for id_, kind, label, done_at, undone_at in _rows(database, _BY_HAND, kinds, limit)
    ]


def unlisted(database: Path) -> frozenset[int]:
    """Return the tracks that the library does not show."""
    return frozenset(id_ for (id_,) in _rows(database, "SELECT id FROM tracks WHERE listed = 0"))


def _rows(database: Path, statement: str, *values: object) -> list[Any]:
    with translated(database), closing(open_reader(database)) as connection:
        return connection.execute(statement, values).fetchall()


def _run(row: Any) -> ScanRun:
    id_, started_at, finished_at, outcome, shown, *counts, problem = row
    added, updated, unchanged, moved, missing, held, offline, failed = counts
    return ScanRun(
        id=ScanId(id_),
        started_at=started_at,
        finished_at=finished_at,
        outcome=None if outcome == RUNNING else Outcome(outcome),
        folders=tuple(shown.splitlines()),
        added=added,
        updated=updated,
        unchanged=unchanged,
        moved=moved,
        missing=missing,
        held=held,
        offline=offline,
        failed=failed,
        problem=problem or "",
    )


def _item(row: Any) -> ScanItem:
    kind, detail, track, title, artist, mount, directory, name = row
    kind = Finding(kind)
    said = _changes(detail) if kind in (Finding.UPDATED, Finding.MOVED) else {}
    moved_from, _ = said.pop("path", ("", ""))
    return ScanItem(
        kind=kind,
        track=None if track is None else TrackId(track),
        path=joined(joined(mount, directory), name),
        title=title or "",
        artist=artist or "",
        moved_from=str(moved_from),
        reason=(detail or "") if kind is Finding.FAILED else "",
        changes=tuple(
            FieldChange(field=field, before=before, after=after)
            for field, (before, after) in said.items()
        ),
    )


def _changes(detail: str | None) -> dict[str, tuple[Any, Any]]:
    said: dict[str, tuple[Any, Any]] = json.loads(detail or "{}")
    return said
