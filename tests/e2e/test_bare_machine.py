"""A newcomer's machine: one command each, from nothing but git and this checkout."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

BARE_MACHINE = Path(__file__).with_name("bare_machine")

pytestmark = [
    pytest.mark.long,
    pytest.mark.e2e,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(os.geteuid() != 0, reason="debootstrap needs root"),
]


@pytest.fixture(params=["bookworm", "trixie"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Make the machine, and take its 2 GB back."""
    folder = tmp_path / request.param
    yield folder, request.param
    shutil.rmtree(folder)


def _run(machine: tuple[Path, str], *arguments: str) -> str:
    done = subprocess.run(
        [BARE_MACHINE, *machine, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout[-5000:]}{done.stderr[-5000:]}"
    return done.stdout


def test_check_and_test_end_well_in_one_command_each(machine: tuple[Path, str]):
    _run(machine, "check")
    started = time.monotonic()
    _run(machine, "stats", "--json")
    assert time.monotonic() - started < 1.5
    assert " passed" in _run(machine, "test").splitlines()[-1]
