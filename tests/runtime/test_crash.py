"""Exceptions that nobody caught are logged and told, whichever thread they come from."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mtplayer.runtime.crash import CrashHooks


@pytest.fixture
def told() -> list[str]:
    return []


@contextmanager
def _hooks(told: list[str], caplog) -> Iterator[CrashHooks]:
    before = sys.excepthook, sys.unraisablehook, threading.excepthook
    hooks = CrashHooks(lambda: told.append("told"))
    with caplog.at_level(logging.CRITICAL):
        hooks.install()
        yield hooks
    hooks.close()
    sys.excepthook, sys.unraisablehook, threading.excepthook = before


def test_an_exception_is_logged_with_its_trace_and_told_once(told, caplog):
    with _hooks(told, caplog):
        for text in ("first", "second"):
            error = ValueError(text)
            sys.excepthook(ValueError, error, None)
    assert [record.levelname for record in caplog.records] == ["CRITICAL", "CRITICAL"]
    assert "first" in caplog.messages[0]
    assert told == ["told"]


def test_an_exception_of_a_thread_is_seen(told, caplog):
    with _hooks(told, caplog):
        thread = threading.Thread(target=lambda: {}["no such key"], name="worker")
        thread.start()
        thread.join()
    assert "worker" in caplog.messages[0]
    assert "KeyError" in caplog.messages[0]
    assert told == ["told"]


def test_an_exception_that_python_cannot_raise_is_seen(told, caplog):
    class Dying:
        def __del__(self):
            raise RuntimeError("in a destructor")

    with _hooks(told, caplog):
        Dying()
    assert "in a destructor" in caplog.messages[0]


def test_closing_gives_the_hooks_back(told, caplog):
    with _hooks(told, caplog) as hooks:
        hooks.close()
        assert sys.excepthook is sys.__excepthook__
        assert threading.excepthook is threading.__excepthook__
        hooks.install()


def test_stopping_by_hand_is_no_bug(told, caplog, capsys):
    with _hooks(told, caplog):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert caplog.messages == []
    assert told == []
