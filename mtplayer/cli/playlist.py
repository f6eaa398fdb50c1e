"""``mtplayer playlist``: what playlists there are, and playlist files in and out."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from mtplayer.cli import tickets
from mtplayer.cli.front import Context
from mtplayer.core.lists.list_files import ListedEntry, ListFormat
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.problems import MtplayerError, WrongUse
from mtplayer.services.exchange import list_catalogue
from mtplayer.services.exchange.list_report import as_objects, said

_BY: Final = {
    "path": "by path", "case": "by path but for its case", "id": "by its recording",
    "folder": "by the same folders elsewhere", "name": "by name and length",
    "tags": "by title, artist and length", "choice": "by choice",
}  # fmt: skip


class ImportFailed(MtplayerError):
    """No playlist came of it."""

    title = "The playlists could not be imported"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument(
        "action",
        choices=("list", "show", "export", "import"),
        help="list all; show NAME; export NAME FILE; import FILE …",
    )
    parser.add_argument(
        "names", metavar="NAME|FILE", nargs="*", help="a playlist, by its name or #number; files"
    )
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument(
        "--format",
        type=ListFormat,
        metavar="FORMAT",
        help=f"one of {', '.join(ListFormat)}; default: by the ending of FILE, else m3u8",
    )
    parser.add_argument(
        "--absolute", action="store_true", help="whole paths, not those from the file's folder on"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be imported")
    parser.add_argument(
        "--replace", action="store_true", help="let it stand in a playlist of the same name"
    )


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Do it; return the exit code."""
    actions: dict[str, Callable[[argparse.Namespace, Context], None]] = {
        "list": _list,
        "show": _show,
        "export": _export,
        "import": _import,
    }
    actions[arguments.action](arguments, context)
    sys.stdout.flush()
    return 0


def _list(arguments: argparse.Namespace, context: Context) -> None:
    rows = list_catalogue.tree(context.profile.database)
    folders = {row.id: row for row in rows if row.kind is PlaylistKind.FOLDER}
    for row in rows:
        if arguments.json:
            _print(
                {
                    "id": row.id,
                    "name": row.name,
                    "kind": row.kind,
                    "folder": row.parent,
                    "entries": row.entries,
                    "note": row.note,
                    "created_at": row.created_at,
                    "changed_at": row.changed_at,
                }
            )
        elif row.kind is not PlaylistKind.FOLDER:
            place = "".join(f"{name} / " for name in _above(row, folders))
            count = "1 track" if row.entries == 1 else f"{row.entries:,} tracks"
            what = "fills itself" if row.kind is PlaylistKind.SMART else count
            sys.stdout.write(f"{place}{row.name} · {what}\n")


def _above(row: PlaylistRow, folders: Mapping[Any, PlaylistRow]) -> list[str]:
    names: list[str] = []
    while row.parent in folders and len(names) < len(folders):
        row = folders[row.parent]
        names.insert(0, row.name)
    return names


def _show(arguments: argparse.Namespace, context: Context) -> None:
    playlist = list_catalogue.named(context.profile.database, _one(arguments, "show NAME"))
    for number, entry in enumerate(list_catalogue.entries(context.profile.database, playlist), 1):
        if arguments.json:
            note = {"note": entry.note} if entry.note else {}
            _print({"entry": number, **said(entry), **note, "added_at": entry.added_at})
        else:
            sys.stdout.write(f"{number:>4}  {_in_words(entry)}\n")


def _export(arguments: argparse.Namespace, context: Context) -> None:
    match arguments.names:
        case [name, target]:
            path = Path(target).expanduser().absolute()
        case _:
            raise WrongUse("“playlist export” takes a playlist and a file.")
    playlist = list_catalogue.named(context.profile.database, name)
    by_ending = list_catalogue.FORMATS.get(path.suffix.lower(), ListFormat.M3U8)
    count = list_catalogue.export(
        context.profile.database,
        playlist,
        path,
        arguments.format or by_ending,
        relative=not arguments.absolute,
    )
    if arguments.json:
        _print({"playlist": playlist.name, "file": str(path), "entries": count})
    else:
        tracks = "1 track" if count == 1 else f"{count:,} tracks"
        sys.stdout.write(f"Wrote {tracks} of “{playlist.name}” to {path}\n")


def _import(arguments: argparse.Namespace, context: Context) -> None:
    if not arguments.names:
        raise WrongUse("“playlist import” takes one file or more.")
    sources = [Path(name).expanduser().absolute() for name in arguments.names]
    question = {
        "command": "import-lists",
        "paths": [str(source) for source in sources],
        "dry_run": arguments.dry_run,
        "replace": arguments.replace,
    }
    answer = tickets.ask(context, question, "exchange-state", ImportFailed)
    if answer is None:
        imports = list_catalogue.look(context.profile.database, sources)
        if not arguments.dry_run:
            list_catalogue.take(context.profile, imports, replace=arguments.replace)
        answer = {"report": as_objects(imports), "failures": []}
    for report in answer["report"]:
        if arguments.json:
            _print({**report, "dry_run": arguments.dry_run})
        else:
            sys.stdout.write("\n".join(_report_in_words(report, arguments)) + "\n")
    if answer["failures"]:
        raise ImportFailed(" ".join(map(str, answer["failures"])))


def _report_in_words(report: Mapping[str, Any], arguments: argparse.Namespace) -> Sequence[str]:
    entries = f"{report['matched']:,} of {report['entries']:,} tracks are here"
    verb = "Would import" if arguments.dry_run else "Imported"
    lines = [f"{verb} “{report['name']}”: {entries}"]
    lines += [f"  {count:,} {_BY[by]}" for by, count in report["by"].items()]
    for what, words in (("ambiguous", "may be one of several"), ("not_found", "not found")):
        if count := report[f"{what}_count"]:
            lines.append(f"  {count:,} {words}:")
            lines += [f"    {one['entry']}  {_named(one)}" for one in report[what]]
    if count := report["outside_library"]:
        lines.append(f"  {count:,} of those are on this disk, but in no folder of the library.")
    if report["skipped"]:
        lines.append(f"  {report['skipped']:,} lines could not be read.")
    return lines


def _named(one: Mapping[str, Any]) -> str:
    words = " — ".join(str(one[key]) for key in ("artist", "title") if key in one)
    return words or str(one.get("location", ""))


def _in_words(entry: ListedEntry) -> str:
    words = " — ".join(filter(None, (entry.artist, entry.title)))
    return " · ".join(filter(None, (words or _place(entry), entry.album)))


def _place(entry: ListedEntry) -> str:
    return os.fsdecode(entry.paths[0]) if entry.paths else entry.address


def _one(arguments: argparse.Namespace, use: str) -> str:
    if len(arguments.names) != 1:
        raise WrongUse(f"“playlist {use}” takes one playlist.")
    return arguments.names[0]


def _print(value: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
