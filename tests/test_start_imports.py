"""What a start has no time for: these libraries come with the first question that needs them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LATE = ("sqlalchemy", "alembic", "mutagen", "pylast", "numpy", "requests")


@pytest.mark.blocking
def test_a_start_loads_no_library_that_can_wait():
    code = f"import mtplayer.program, sys; print(*[n for n in {LATE!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
