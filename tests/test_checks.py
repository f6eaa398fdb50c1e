"""The checks that need no program of ours to run: style, types, rooms, shell."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def _run(tool: str, *arguments: str) -> None:
    """Run one of the locked tools, the one beside this Python."""
    program = Path(sys.executable).parent / tool
    done = subprocess.run(
        [str(program), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{tool} {' '.join(arguments)}\n{done.stdout}{done.stderr}", pytrace=False)


def test_the_style_holds():
    _run("ruff", "check", "--no-cache", ".")


def test_the_layout_holds():
    _run("ruff", "format", "--no-cache", "--check", ".")


@pytest.mark.timeout(300)
def test_the_types_hold():
    _run("basedpyright", "--pythonpath", sys.executable)


def test_the_rooms_hold():
    _run("lint-imports", "--no-cache", "--no-logo")


def test_the_shell_is_clean():
    _run("shellcheck", "run", ".ci/run", "tests/e2e/bare_machine")
