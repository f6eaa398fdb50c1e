"""``mtplayer restore``: a backup takes the library's place, and what was there is kept."""

import argparse
import json
import sys
from pathlib import Path

from mtplayer.cli.backup_words import as_object, in_words, made_on
from mtplayer.cli.front import Context
from mtplayer.core.problems import LibraryLocked
from mtplayer.runtime.paths import Profile
from mtplayer.services.safety import restoring


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command understands."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="a backup or its name; default: the newest"
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--list", action="store_true", help="only say which backups there are")
    group.add_argument(
        "--new", action="store_true", help="begin a new library with what can be read of this one"
    )
    parser.add_argument("--json", action="store_true", help="one object, of a list one a line")


def run(arguments: argparse.Namespace, context: Context) -> int:
    """Restore here, or let the open window do it; return the exit code."""
    profile = context.profile
    if arguments.list:
        return _list(profile, as_json=arguments.json)
    with context.front.hold(profile) as alone:
        if not alone and arguments.new:
            raise LibraryLocked(f"A window with “{profile.folder}” is open; close it first.")
        if arguments.new:
            return _begin_anew(profile, as_json=arguments.json)
        wanted = _named(profile, arguments.file)
        if alone:
            return _restore(profile, wanted, as_json=arguments.json)
        return _hand_over(context, wanted, as_json=arguments.json)


def _list(profile: Profile, *, as_json: bool) -> int:
    found = restoring.all_backups(profile)
    for backup in found:
        if as_json:
            sys.stdout.write(json.dumps(as_object(backup)) + "\n")
        else:
            sys.stdout.write(
                f"{made_on(backup)}  {backup.reason:<16} {backup.path.name}\n"
                f"{'':<18}{in_words(backup)}\n"
            )
    if not found and not as_json:
        sys.stdout.write(f"There is no backup of “{profile.folder}”.\n")
    return 0


def _named(profile: Profile, file: str | None) -> Path | None:
    """Return the file that is meant: one that is there, else the backup of that name."""
    if file is None:
        return None
    path = Path(file).expanduser().absolute()
    if path.exists():
        return path
    named = (one.path for one in restoring.all_backups(profile) if one.path.name == file)
    return next(named, path)


def _restore(profile: Profile, wanted: Path | None, *, as_json: bool) -> int:
    done = restoring.restore_here(profile, wanted)
    if as_json:
        kept = done.kept and str(done.kept)
        sys.stdout.write(json.dumps({"restored": str(done.backup), "kept": kept}) + "\n")
        return 0
    sys.stdout.write(f"Restored {done.backup}\n")
    if done.kept is not None:
        sys.stdout.write(f"What was there is kept as {done.kept}\n")
    return 0


def _hand_over(context: Context, wanted: Path | None, *, as_json: bool) -> int:
    """Have the open window close and open again with it; it looks at the backup then."""
    wanted = restoring.newest(context.profile) if wanted is None else wanted
    question = {"command": "restore", "path": str(wanted)}
    reply = context.front.ask_window(context.profile, question)
    if reply is None or not reply.get("ok"):
        raise LibraryLocked(
            f"A window with “{context.profile.folder}” is open, but does not answer. Close it, then"
            " try again."
        )
    if as_json:
        sys.stdout.write(json.dumps({"restored": str(wanted), "kept": None}) + "\n")
    else:
        sys.stdout.write(f"The open window begins again with {wanted}\n")
    return 0


def _begin_anew(profile: Profile, *, as_json: bool) -> int:
    done = restoring.begin_anew(profile)
    saved = done.saved
    counts = {"tracks": saved.tracks, "playlists": saved.playlists, "listens": saved.listens}
    if as_json:
        sys.stdout.write(json.dumps({**counts, "kept": done.kept and str(done.kept)}) + "\n")
        return 0
    words = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    sys.stdout.write(f"A new library has what could be read: {words}.\n")
    if done.kept is not None:
        sys.stdout.write(f"What was there is kept as {done.kept}\n")
    sys.stdout.write("“mtplayer scan” reads the files again.\n")
    return 0
