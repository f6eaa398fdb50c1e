"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[1]
TOP_LEVEL = {
    "LICENSE",
    "README.md",
    "migrations",
    "mtplayer",
    "mtplayer.spec",
    "pyproject.toml",
    "resources",
    "run",
    "tests",
}
MOST_LINES = 400
# A name, and what it would cost. Ruff bans the rest, but per folder only.
BANNED = {
    "processEvents": "re-enters the event loop",
    "moveToThread": "leaves an object with two owners",
    "BlockingQueuedConnection": "deadlocks against the GIL and libVLC",
    "selectedRows": "one object per row: 13 s at a million rows",
    "selectedIndexes": "one object per cell: 13 s at a million rows",
    "MagicMock": "agrees with everything",
}


@cache
def _files() -> tuple[Path, ...]:
    """Every file of the project that git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _modules() -> list[Path]:
    return [path for path in _files() if path.suffix == ".py"]


def test_the_top_level_holds_only_what_was_agreed():
    names = {_name(path).partition("/")[0] for path in _files()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL


def test_no_module_is_longer_than_400_lines():
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in _modules()}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_file_names_a_path_of_one_machine():
    path_of_a_machine = re.compile(rb"(?<![\w.~])/(?:work|root)/")
    texts = [path for path in _files() if path.suffix not in {".png", ".jpg"}]
    assert [_name(path) for path in texts if path_of_a_machine.search(path.read_bytes())] == []


def test_every_package_says_in_one_paragraph_what_it_is():
    rooms = [path for path in _files() if path.match("mtplayer/**/__init__.py")]
    rooms.append(ROOT / "mtplayer" / "__init__.py")
    for room in rooms:
        words = ast.get_docstring(ast.parse(room.read_text("utf-8"))) or ""
        assert words.endswith("."), _name(room)
        assert "\n\n" not in words, _name(room)


@pytest.mark.parametrize("name", BANNED)
def test_nothing_uses(name: str):
    this = Path(__file__).resolve()
    word = re.compile(rf"\b{name}\b")
    # A benchmark drives the loop by hand: it measures one turn.
    code = [path for path in _modules() if path != this and "benchmarks" not in path.parts]
    users = [_name(path) for path in code if word.search(path.read_text("utf-8"))]
    assert users == [], f"{name} {BANNED[name]}"


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_the_lock_holds_hashes_and_no_address(lock: str):
    text = (ROOT / ".lock" / f"{lock}.txt").read_text("utf-8")
    packages = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert "://" not in text
    assert len(packages) > 20
    assert all("--hash=sha256:" in package for package in packages)


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / ".lock" / f"{lock}.txt").read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_the_lock_is_not_behind_the_dependencies(lock: str):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [Requirement(line) for line in project["project"]["dependencies"]]
    if lock == "dev":
        groups = project["dependency-groups"]
        wanted += [Requirement(line) for line in groups["test"] + groups["package"]]
    pins = {canonicalize_name(name): version for name, version in _pins(lock).items()}
    behind = [
        str(requirement)
        for requirement in wanted
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]
    assert behind == [], "./run lock renews it"


def test_both_locks_hold_the_same_versions():
    assert _pins("run").items() < _pins("dev").items()


def test_painting_keeps_the_references_to_none(qtbot):
    # PYSIDE-3474: PySide6 6.12.0 on Python 3.11 drops one on every call that returns nothing, and
    # aborts after some thousand paints.
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(200):
        widget.update()
    assert sys.getrefcount(None) > before - 100
