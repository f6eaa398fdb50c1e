"""A program with a profile of its own; a test fails if it left a warning or a process behind."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    environment = {name: value for name, value in os.environ.items() if name != "XDG_RUNTIME_DIR"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    program = Program(tmp_path / "profile", environment)
    yield program
    program.end()
    if problems := program.unexpected():
        pytest.fail("unexpected in the log:\n" + "\n".join(problems), pytrace=False)
