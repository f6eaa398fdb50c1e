"""``scan`` beside an open window: the window does it, the command follows."""

import argparse
import json
from dataclasses import asdict

import pytest

from mtplayer.cli import scan
from mtplayer.cli.front import Context
from mtplayer.core.events import Outcome, ScanFinished, ScanPhase
from mtplayer.core.ids import ScanId
from mtplayer.core.problems import Problem
from mtplayer.runtime.paths import Profile


class Window:
    """Answers as the open window does."""

    def __init__(self, *states):
        self.states = list(states)
        self.asked = []

    def ask_window(self, profile, question):
        self.asked.append(question)
        if question["command"] == "scan":
            return {"ok": True, "ticket": 7}
        return self.states.pop(0)

    def open_window(self, request):
        raise AssertionError


@pytest.fixture
def follow(tmp_path, capsys):
    def follow(window, *folders):
        arguments = argparse.Namespace(folders=list(folders), json=True, accept_missing=False)
        code = scan.run(arguments, Context(profile=Profile(tmp_path), front=window))
        out = capsys.readouterr()
        return code, json.loads(out.out) if out.out else None, out.err

    return follow


PROGRESS = {"ok": True, "progress": {"phase": ScanPhase.READING.value, "done": 1, "total": 2,
                                     "found": 2, "failed": 0}}  # fmt: skip


def ended(**how):
    finished = ScanFinished(scan=ScanId(1), **{"outcome": Outcome.COMPLETED, **how})
    # As it comes over the socket.
    return {"ok": True, "finished": json.loads(json.dumps(asdict(finished)))}


def test_the_window_is_asked_and_its_result_printed(follow, tmp_path):
    window = Window(PROGRESS, PROGRESS, ended(added=3, seconds=1.23456))
    code, counts, err = follow(window, str(tmp_path))
    assert (code, counts["added"], counts["seconds"], err) == (0, 3, 1.235, "")
    assert window.asked[0] == {"command": "scan", "paths": [str(tmp_path)], "accept_missing": False}
    assert window.asked[1] == {"command": "scan-state", "ticket": 7}


def test_what_is_held_or_stopped_is_no_success(follow):
    assert follow(Window(ended(held=60)))[0] == 1
    assert follow(Window(ended(outcome=Outcome.CANCELLED)))[0] == 1


def test_a_problem_of_the_window_is_told_here(follow):
    problem = Problem(title="The disk is full", sentence="There is no room left.")
    code, _, err = follow(Window(ended(outcome=Outcome.FAILED, problem=problem)))
    assert (code, err) == (1, "mtplayer: There is no room left.\n")


def test_a_window_that_closes_meanwhile_is_told(follow):
    with pytest.raises(scan.WindowGone, match="was closed"):
        follow(Window(PROGRESS, None))
