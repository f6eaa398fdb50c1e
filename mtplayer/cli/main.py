"""The command line: which command, with what, and how it ended."""

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol, cast

from mtplayer import __version__
from mtplayer.cli.front import CONTRAST_HELP, Context, Front, WindowRequest
from mtplayer.core.problems import LibraryCorrupt, MtplayerError, WrongUse
from mtplayer.core.typed import override
from mtplayer.runtime.paths import Profile, default_profile

DONE, FAILED, WRONG_USE = 0, 1, 2

# What follows the name on the command line, the module that does it, and what that is.
COMMANDS = {
    "scan": ("scan", "look for music in folders"),
    "list": ("list_tracks", "print tracks"),
    "import-mt": ("import_mt", "take over the library of mt"),
    "history": ("history", "print what was heard"),
    "playlist": ("playlist", "list, show, import and export playlists"),
    "export": ("export", "print the whole library as JSON lines"),
    "import-from": ("import_from", "take over plays, ratings and playlists of another player"),
    "stats": ("stats", "print how much music there is"),
    "play": ("play", "play without a window"),
    "loudness": ("loudness", "measure how loud tracks are"),
    "backup": ("backup", "copy the library while it is in use"),
    "restore": ("restore", "bring back a backup of the library"),
    "screenshot": ("screenshot", "save a picture of the window"),
    "check": ("check", "see whether everything that mtplayer needs is there"),
}
# What a key of the desktop may ask the running window for.
ACTIONS = ("play-pause", "next", "previous", "stop")
# Commands that are asked in the language of the search field, where a hyphen excludes.
ASKED = ("list", "play", "loudness", "history")
RESTORE_HELP = (
    "“mtplayer restore” brings back a backup, “mtplayer restore --new” saves what can be read."
)
PROFILE_HELP = "folder that holds library, settings, cache and logs"


class NoWindow(MtplayerError):
    """There is nobody to tell."""

    title = "No window is open"


class CommandModule(Protocol):
    """What the module of a command has."""

    def add_arguments(self, parser: argparse.ArgumentParser, /) -> None:
        """Say what the command understands, beside ``--profile``."""
        ...

    def run(self, arguments: argparse.Namespace, context: Context, /) -> int:
        """Do it and return the exit code."""
        ...


class _Parser(argparse.ArgumentParser):
    """Complains in one sentence."""

    @override
    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{message[:1].upper()}{message[1:]}; “{self.prog} --help” says more.")


def run(arguments: Sequence[str], front: Front) -> int:
    """Run a command, or else the window, and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A title that the terminal cannot show must not end a list.
            stream.reconfigure(errors="backslashreplace")
    try:
        command, rest = split(arguments)
        if command is not None:
            return _run_command(command, rest, front)
        return _open_or_tell(_window_request(rest), front)
    except MtplayerError as problem:
        return _refuse(problem)
    except BrokenPipeError:
        # The reader had enough, as in “list | head”; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        return _complain(f"{error.strerror or error}: {error.filename or 'no file'}.", FAILED)
    except KeyboardInterrupt:
        return FAILED


def split(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the command, if there is one, and everything else; ``--profile`` may stand before."""
    at = 0
    while at < len(arguments) and arguments[at].startswith("-"):
        if arguments[at] == "--":
            return None, list(arguments)
        at += 2 if arguments[at] == "--profile" else 1
    if at < len(arguments) and arguments[at] in COMMANDS:
        return arguments[at], [*arguments[:at], *arguments[at + 1 :]]
    return None, list(arguments)


def _open_or_tell(request: WindowRequest, front: Front) -> int:
    if request.action is None:
        return front.open_window(request)
    reply = front.ask_window(request.profile, {"command": request.action})
    if reply is None:
        raise NoWindow("No window is open that could be told.")
    return DONE if reply.get("ok") else FAILED


def _run_command(command: str, rest: Sequence[str], front: Front) -> int:
    module_name, summary = COMMANDS[command]
    module = cast("CommandModule", importlib.import_module(f"mtplayer.cli.{module_name}"))
    parser = _Parser(prog=f"mtplayer {command}", description=f"{summary.capitalize()}.")
    parser.add_argument("--profile", metavar="DIR", help=PROFILE_HELP)
    module.add_arguments(parser)
    parsed = parser.parse_intermixed_args(_terms(rest) if command in ASKED else rest)
    profile = _profile(parsed.profile)
    from mtplayer.runtime import crash

    with crash.told_in_one_sentence(profile.logs):
        return module.run(parsed, Context(profile=profile, front=front))


def _terms(rest: Sequence[str]) -> list[str]:
    """Return the arguments so that ``-genre:rock`` is no option: what has a space is none."""
    terms = [argument for argument in rest if argument != "--"]
    return [f" {one}" if _excludes(one) else one for one in terms]


def _excludes(argument: str) -> bool:
    hyphens = len(argument) - len(argument.lstrip("-"))
    return hyphens == 1 and len(argument) > len("-h") and not Path(argument).exists()


def _window_request(rest: Sequence[str]) -> WindowRequest:
    lines = [f"  {name:<11} {summary}" for name, (_, summary) in COMMANDS.items()]
    parser = _Parser(
        prog="mtplayer",
        description="Open the player; a second start hands its files and folders to the first.",
        epilog="\n".join(["commands:", *lines, "", "“mtplayer COMMAND --help” says more."]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths", metavar="FILE|FOLDER", nargs="*", help="files play, folders are added"
    )
    parser.add_argument("--profile", metavar="DIR", help=PROFILE_HELP)
    parser.add_argument("--version", action="version", version=f"mtplayer {__version__}")
    parser.add_argument("--null", action="store_true", help="play in silence")
    parser.add_argument("--log-json", action="store_true", help="log to standard error, as JSON")
    parser.add_argument("--guard", action="store_true", help="log what blocks the window")
    parser.add_argument("--high-contrast", action="store_true", help=CONTRAST_HELP)
    group = parser.add_mutually_exclusive_group()
    for action in ACTIONS:
        group.add_argument(
            f"--{action}",
            dest="action",
            action="store_const",
            const=action.replace("-", "_"),
            help="tell the open window",
        )
    parsed = parser.parse_intermixed_args(rest)
    return WindowRequest(
        profile=_profile(parsed.profile),
        paths=tuple(_absolute(path) for path in parsed.paths),
        action=parsed.action,
        null=parsed.null,
        log_json=parsed.log_json,
        guard=parsed.guard,
        high_contrast=parsed.high_contrast,
    )


def _profile(folder: str | None) -> Profile:
    return Profile(Path(folder).absolute() if folder else default_profile())


def _absolute(path: str) -> str:
    """Return where a file or folder is, given as a path or as a desktop does, as an address.

    An address in the network stays what it is.
    """
    from mtplayer.core.playing.stations import is_stream

    if is_stream(path):
        return path
    if path.startswith("file://"):
        from urllib.parse import unquote_to_bytes, urlsplit

        path = os.fsdecode(unquote_to_bytes(urlsplit(path).path))
    if not Path(path).exists():
        raise WrongUse(f"“{path}” is neither a command nor a file or folder that is there.")
    return str(Path(path).absolute())


def _refuse(problem: MtplayerError) -> int:
    if isinstance(problem, LibraryCorrupt):
        return _complain(f"{problem} {RESTORE_HELP}", FAILED)
    return _complain(str(problem), WRONG_USE if isinstance(problem, WrongUse) else FAILED)


def _complain(sentence: str, code: int) -> int:
    print(f"mtplayer: {sentence}", file=sys.stderr)
    return code
