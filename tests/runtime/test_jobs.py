"""Work runs on the pool, its answer on the thread that asked: exactly one, or none if cancelled."""

import threading

import pytest

from mtplayer.runtime.jobs import Cancelled, Jobs


@pytest.fixture
def jobs(qapp):
    jobs = Jobs("test", 1)
    yield jobs
    assert jobs.close(5000)


class Answers:
    """Keeps what came back, and on which thread."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[Exception] = []
        self.threads: set[int] = set()

    def take(self, result: object) -> None:
        self.done.append(result)
        self.threads.add(threading.get_ident())

    def take_error(self, error: Exception) -> None:
        self.failed.append(error)
        self.threads.add(threading.get_ident())


def test_the_work_runs_elsewhere_and_its_result_comes_here(qtbot, jobs):
    answers = Answers()
    jobs.run(lambda _: threading.get_ident(), answers.take, answers.take_error)
    qtbot.waitUntil(lambda: bool(answers.done))
    assert answers.done != [threading.get_ident()]
    assert answers.threads == {threading.get_ident()}
    assert answers.failed == []


def test_an_exception_comes_here_as_it_was(qtbot, jobs):
    answers = Answers()
    jobs.run(lambda _: {}["nothing"], answers.take, answers.take_error)
    qtbot.waitUntil(lambda: bool(answers.failed))
    assert isinstance(answers.failed[0], KeyError)
    assert answers.done == []


def test_one_thread_keeps_the_order(qtbot, jobs):
    answers = Answers()
    for number in range(200):
        jobs.run(lambda _, number=number: number, answers.take, answers.take_error)
    qtbot.waitUntil(lambda: len(answers.done) == 200)
    assert answers.done == list(range(200))


def test_what_matters_more_comes_before_what_waits(qtbot, jobs):
    answers, gate = Answers(), threading.Event()
    jobs.run(lambda _: gate.wait(5), lambda _: None, answers.take_error)
    jobs.run(lambda _: "later", answers.take, answers.take_error)
    jobs.run(lambda _: "sooner", answers.take, answers.take_error, priority=1)
    gate.set()
    qtbot.waitUntil(lambda: len(answers.done) == 2)
    assert answers.done == ["sooner", "later"]


def test_a_cancelled_job_answers_nothing(qtbot, jobs):
    answers, begun, gate = Answers(), threading.Event(), threading.Event()

    def work(token):
        begun.set()
        gate.wait(5)
        token.check()

    token = jobs.run(work, answers.take, answers.take_error)
    assert begun.wait(5)
    token.cancel()
    gate.set()
    jobs.run(lambda _: "after", answers.take, answers.take_error)
    qtbot.waitUntil(lambda: bool(answers.done))
    assert answers.done == ["after"]
    assert answers.failed == []


def test_a_result_that_is_on_its_way_is_dropped_when_cancelled(qtbot, jobs):
    answers, finished = Answers(), threading.Event()
    token = jobs.run(lambda _: finished.set(), answers.take, answers.take_error)
    assert finished.wait(5)
    token.cancel()
    qtbot.wait(50)
    assert answers.done == []


def test_cancelling_interrupts_what_the_job_waits_for(qtbot, jobs):
    answers, woken, begun = Answers(), threading.Event(), threading.Event()

    def work(token):
        token.on_cancel(woken.set)
        begun.set()
        woken.wait(5)
        raise Cancelled

    token = jobs.run(work, answers.take, answers.take_error)
    assert begun.wait(5)
    token.cancel()
    assert woken.is_set()


def test_draining_finishes_what_was_asked_for(qapp):
    jobs, ran = Jobs("test", 1), []
    for number in range(20):
        jobs.run(lambda _, number=number: ran.append(number), lambda _: None, lambda _: None)
    assert jobs.drain(5000)
    assert ran == list(range(20))
    assert jobs.run(lambda _: ran.append("late"), print, print).cancelled


def test_closing_drops_what_waits(qapp):
    jobs, gate, ran = Jobs("test", 1), threading.Event(), []

    def work(token):
        gate.set()
        while True:
            token.check()

    jobs.run(work, lambda _: None, lambda _: None)
    jobs.run(lambda _: ran.append("waiting"), lambda _: None, lambda _: None)
    assert gate.wait(5)
    assert jobs.close(5000)
    assert ran == []


def test_what_is_held_starts_in_order_when_released(qtbot):
    jobs, answers = Jobs("test", 1, held=True), Answers()
    for number in range(3):
        jobs.run(lambda _, number=number: number, answers.take, answers.take_error)
    qtbot.wait(50)
    assert answers.done == []
    jobs.release()
    qtbot.waitUntil(lambda: len(answers.done) == 3)
    assert answers.done == [0, 1, 2]
    assert jobs.close(5000)


def test_progress_comes_here_too(qtbot, jobs):
    answers = Answers()

    def work(_):
        jobs.post(lambda: answers.take("halfway"))
        return "done"

    jobs.run(work, answers.take, answers.take_error)
    qtbot.waitUntil(lambda: len(answers.done) == 2)
    assert answers.done == ["halfway", "done"]
    assert answers.threads == {threading.get_ident()}
