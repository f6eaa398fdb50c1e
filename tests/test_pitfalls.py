"""Every known pitfall of a queue has a test that is named after it."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
NAMED = re.compile(r"^\s*(?:async )?def test_(\w+)", re.MULTILINE)
PITFALLS = {f"b{number}" for number in range(1, 37)}
# Keys of the desktop that would be registered twice: nothing registers any yet.
NOT_YET = {"b29"}


def test_each_pitfall_of_queue_and_playback_has_a_test():
    names = [name for path in TESTS.rglob("test_*.py") for name in NAMED.findall(path.read_text())]
    found = {part for name in names for part in name.split("_") if part in PITFALLS}
    assert PITFALLS - found == NOT_YET
