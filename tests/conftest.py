"""What every test gets: no display, chosen tiers, and no unexpected warning in the log."""

import gc
import logging
import os
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

from mtplayer.runtime import ui_guard

# Qt aborts the process without a display; set before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SLOW_TIERS = ("sound", "long", "budget")

settings.register_profile("fast", max_examples=50, deadline=None)
settings.register_profile(
    "ci",
    max_examples=50,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", max_examples=1000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the sound, long and budget tests too")


# Python collects on whichever thread allocates; an object of Qt that dies on a pool thread takes
# the process with it. Between two tests only the main thread runs.
gc.disable()
_FULL_COLLECTION_EVERY = 25
_tests = count(1)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    gc.collect(2 if next(_tests) % _FULL_COLLECTION_EVERY == 0 else 1)


def pytest_configure(config: pytest.Config) -> None:
    long = bool(config.getoption("--long"))
    settings.load_profile("long" if long else "ci" if os.environ.get("CI") else "fast")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tiers out unless ``--long`` or ``-m`` asks for them."""
    if config.getoption("--long") or config.getoption("-m"):
        return
    slow = [item for item in items if any(item.get_closest_marker(tier) for tier in SLOW_TIERS)]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in set(slow)]


class _UnexpectedLog(logging.Handler):
    """Keeps warnings that the test did not announce with ``caplog.at_level(logging.WARNING)``."""

    def __init__(self, announced: logging.Handler) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []
        self._announced = announced

    def emit(self, record: logging.LogRecord) -> None:
        expected = logging.WARNING <= self._announced.level <= record.levelno
        if not expected:
            self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    handler = _UnexpectedLog(caplog.handler)
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    if handler.seen:
        pytest.fail("unexpected in the log:\n" + "\n".join(handler.seen), pytrace=False)


@pytest.fixture(autouse=True)
def _ui_thread_stays_free(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail where services, windows or the desktop would block the UI thread.

    A test of what runs before the first paint or on a job is marked ``blocking``.
    """
    guarded = {"ui", "services", "desktop"} & set(request.path.parts)
    if not guarded or request.node.get_closest_marker("blocking"):
        yield
        return
    with ui_guard.watching(ui_guard.fail):
        yield
