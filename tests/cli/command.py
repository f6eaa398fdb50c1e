"""One command as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def run(
    *arguments: str | Path, environment: Mapping[str, str] | None = None, timeout_s: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run ``mtplayer`` with these arguments; what it prints is read as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "mtplayer", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=dict(os.environ if environment is None else environment),
        timeout=timeout_s,
        check=False,
    )


def objects(*arguments: str | Path) -> list[dict[str, Any]]:
    """Run a command that succeeds, and return the objects it prints, one a line."""
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    return [json.loads(line) for line in done.stdout.splitlines()]
