"""The command line finds its command, complains in one sentence and ends as it says."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from mtplayer import __version__
from mtplayer.cli import main
from mtplayer.cli.front import Front, WindowRequest
from mtplayer.core.problems import LibraryCorrupt, LibraryTooNew, WrongUse
from mtplayer.runtime.paths import Profile, default_profile


class FakeFront(Front):
    """Remembers what it was asked for."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.requests: list[WindowRequest] = []
        self.questions: list[Mapping[str, object]] = []
        self.reply: Mapping[str, object] | None = None
        self._problem = problem

    def open_window(self, request: WindowRequest) -> int:
        self.requests.append(request)
        if self._problem is not None:
            raise self._problem
        return 0

    def ask_window(
        self, profile: Profile, question: Mapping[str, object]
    ) -> Mapping[str, object] | None:
        self.questions.append(question)
        return self.reply


def _request(*arguments: str) -> WindowRequest:
    front = FakeFront()
    assert main.run(arguments, front) == 0
    (request,) = front.requests
    return request


def test_without_arguments_the_window_opens_with_the_default_profile():
    assert _request() == WindowRequest(profile=Profile(default_profile()))


def test_high_contrast_can_be_asked_for():
    assert _request("--high-contrast").high_contrast


def test_files_and_folders_are_made_absolute(tmp_path: Path, monkeypatch):
    (tmp_path / "a song.flac").touch()
    (tmp_path / "scan").mkdir()
    monkeypatch.chdir(tmp_path)
    request = _request("a song.flac", "--profile", "p", "./scan")
    assert request.paths == (str(tmp_path / "a song.flac"), str(tmp_path / "scan"))
    assert request.profile.folder == tmp_path / "p"


def test_a_file_may_be_given_as_a_desktop_gives_it(tmp_path: Path):
    song = tmp_path / "Björk – 100 %.flac"
    song.touch()
    assert _request(f"file://{quote(str(song))}").paths == (str(song),)


def test_an_address_in_the_network_is_no_path():
    assert _request("http://radio.example/live").paths == ("http://radio.example/live",)


def test_a_name_that_is_not_utf_8_arrives_whole(tmp_path: Path):
    song = bytes(tmp_path) + b"/caf\xe9.mp3"
    with open(song, "wb"):
        pass
    assert _request(song.decode("utf-8", "surrogateescape")).paths[0].endswith("caf\udce9.mp3")


@pytest.mark.parametrize(
    ("arguments", "command", "rest"),
    [
        (["scan", "--json"], "scan", ["--json"]),
        (["--profile", "p", "scan"], "scan", ["--profile", "p"]),
        (["--profile=p", "list", "scan"], "list", ["--profile=p", "scan"]),
        (["--profile", "scan"], None, ["--profile", "scan"]),
        (["--", "scan"], None, ["--", "scan"]),
        (["song.mp3", "scan"], None, ["song.mp3", "scan"]),
        ([], None, []),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_the_first_word_is_the_command(arguments, command, rest):
    assert main.split(arguments) == (command, rest)


@pytest.mark.parametrize("action", main.ACTIONS)
def test_a_key_of_the_desktop_tells_the_open_window(action):
    front = FakeFront()
    front.reply = {"ok": True}
    assert main.run([f"--{action}"], front) == 0
    assert front.questions == [{"command": action.replace("-", "_")}]
    assert front.requests == []


def test_without_a_window_a_key_of_the_desktop_says_so(capsys):
    assert main.run(["--next"], FakeFront()) == 1
    assert capsys.readouterr().err == "mtplayer: No window is open that could be told.\n"


@pytest.mark.parametrize(
    ("problem", "code"),
    [(LibraryTooNew("The library is newer."), 1), (WrongUse("There is no such view."), 2)],
    ids=["failed", "wrong use"],
)
def test_a_problem_is_one_sentence_and_an_exit_code(capsys, problem, code):
    assert main.run([], FakeFront(problem)) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"mtplayer: {problem}\n"


@pytest.mark.parametrize(
    "arguments",
    [["nosuch"], ["--nosuch"], ["--profile"], ["--next", "--stop"]],
    ids=" ".join,
)
def test_wrong_use_is_one_sentence_and_2(capsys, arguments):
    front = FakeFront()
    assert main.run(arguments, front) == 2
    said = capsys.readouterr().err
    assert said.startswith("mtplayer: ")
    assert said.count("\n") == 1
    assert front.requests == []


def _program(*arguments: str) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).resolve().parents[2]
    return subprocess.run(
        [sys.executable, "-m", "mtplayer", *arguments],
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )


def test_it_says_its_version():
    said = _program("--version")
    assert (said.returncode, said.stdout) == (0, f"mtplayer {__version__}\n")


def test_help_names_every_command():
    said = _program("--help")
    assert said.returncode == 0
    assert all(f"  {command} " in said.stdout for command in main.COMMANDS)


def test_neither_version_nor_help_loads_qt():
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mtplayer", "--version"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        check=True,
    )
    assert "PySide6" not in said.stderr
    assert "sqlalchemy" not in said.stderr


def test_of_a_damaged_library_it_says_what_helps(capsys):
    assert main.run([], FakeFront(LibraryCorrupt("It is damaged."))) == 1
    said = capsys.readouterr().err
    assert said.startswith("mtplayer: It is damaged. “mtplayer restore” brings back")
