"""An idle event loop hears SIGTERM and SIGINT."""

import os
import signal
from types import SimpleNamespace

import pytest

from mtplayer.runtime import stop_signals
from mtplayer.runtime.stop_signals import StopSignals


@pytest.mark.parametrize("system", ["linux", "win32"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_is_announced_while_the_loop_sleeps(qtbot, monkeypatch, number, system):
    monkeypatch.setattr(stop_signals, "sys", SimpleNamespace(platform=system))
    heard: list[int] = []
    stop = StopSignals()
    stop.asked.connect(heard.append)
    with qtbot.waitSignal(stop.asked):
        os.kill(os.getpid(), number)
    assert heard == [number]
    stop.close()


def test_closing_leaves_the_signals_as_they_were():
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    StopSignals().close()
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
