import os
import stat

import pytest

from mtplayer.core.problems import FolderUnreachable
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.file_manager import (
    FileManagerService,
    commands_for,
    open_file,
    opening,
    show,
)

blocking = pytest.mark.blocking


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """An empty PATH, and a way to put programs there that note what they were given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def add(name, code=0):
        program = folder / name
        program.write_text(
            f'#!/bin/sh\nfor a in "$@"; do echo "$a"; done > {folder}/{name}.log\nexit {code}\n'
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return folder / f"{name}.log"

    return add


@blocking
def test_the_desktop_is_asked_to_select_the_file(tmp_path, programs):
    log = programs("dbus-send")
    show(os.fsencode(tmp_path / "a b.mp3"))
    assert f"array:string:file://{tmp_path}/a%20b.mp3" in log.read_text().splitlines()


@blocking
def test_names_that_are_not_utf8_are_asked_for_by_their_bytes(tmp_path, programs):
    log = programs("dbus-send")
    show(os.fsencode(tmp_path) + b"/\xff.mp3")
    assert f"array:string:file://{tmp_path}/%FF.mp3" in log.read_text().splitlines()


@blocking
def test_without_such_a_desktop_the_folder_is_opened(tmp_path, programs):
    programs("dbus-send", code=1)
    log = programs("xdg-open")
    show(os.fsencode(tmp_path / "a.mp3"))
    assert log.read_text().splitlines() == [str(tmp_path)]


@blocking
def test_without_a_file_manager_it_is_said_so(tmp_path, programs):
    with pytest.raises(FolderUnreachable, match="No file manager"):
        show(os.fsencode(tmp_path / "a.mp3"))


@blocking
def test_a_folder_that_is_not_there_is_named(tmp_path, programs):
    with pytest.raises(FolderUnreachable, match="gone” is not there"):
        show(os.fsencode(tmp_path / "gone" / "a.mp3"))


def test_it_is_done_on_a_job_and_trouble_is_told(tmp_path, programs, qtbot):
    problems, jobs = [], Jobs("read", 1)
    service = FileManagerService(jobs, problems.append)
    service.show(os.fsencode(tmp_path / "gone" / "a.mp3"))
    qtbot.waitUntil(lambda: bool(problems))
    log = programs("dbus-send")
    service.show(os.fsencode(tmp_path / "a.mp3"))
    qtbot.waitUntil(log.exists)
    assert jobs.close(5000)


@pytest.mark.parametrize(("platform", "program"), [("darwin", "open"), ("win32", "explorer")])
def test_other_systems_have_their_own_way(platform, program):
    assert [command[0] for command in commands_for(b"/music/a.mp3", platform)] == [program]


@blocking
def test_a_file_is_opened_with_the_program_that_the_desktop_has_for_it(tmp_path, programs):
    log = programs("xdg-open")
    (tmp_path / "cover.jpg").touch()
    open_file(os.fsencode(tmp_path / "cover.jpg"))
    assert log.read_text().splitlines() == [str(tmp_path / "cover.jpg")]


@blocking
def test_a_file_that_no_program_opens_is_named(tmp_path, programs):
    programs("xdg-open", code=3)
    (tmp_path / "rip.log").touch()
    with pytest.raises(FolderUnreachable, match="opens “rip"):
        open_file(os.fsencode(tmp_path / "rip.log"))
    with pytest.raises(FolderUnreachable, match=r"gone\.log” is not there"):
        open_file(os.fsencode(tmp_path / "gone.log"))


@pytest.mark.parametrize(("platform", "program"), [("darwin", "open"), ("win32", "explorer")])
def test_other_systems_open_files_in_their_own_way(platform, program):
    assert opening(b"/music/cover.jpg", platform)[0] == program


def test_only_the_last_folder_that_was_asked_about_is_answered(tmp_path, qtbot):
    answers, jobs = [], Jobs("read", 1)
    service = FileManagerService(jobs, answers.append)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").touch()
        service.others(os.fsencode(tmp_path / name), frozenset(), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert [[file.name for file in found] for found in answers] == [[b"two.txt"]]
    assert jobs.close(5000)
