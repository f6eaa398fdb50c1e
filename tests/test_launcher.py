"""./run on machines that lack things, played by small scripts in place of the system's tools."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BORROWED = ("cat", "cksum", "cp", "env", "mkdir", "readlink", "rm", "sh", "tail")

# Tells a log what it was asked; makes an environment that holds a copy of itself.
PYTHON = """#!/bin/sh
case "$1 ${2-}" in
"-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-c "*) exit 0 ;;
esac
echo "python $*" >>"$LOG"
"""
APT = '#!/bin/sh\necho "apt-get $*" >>"$LOG"\n'


@dataclass
class Machine:
    """A checkout and the few programs that this machine has."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def programs(self) -> Path:
        return self.folder / "bin"

    def has(self, name: str, script: str) -> None:
        path = self.programs / name
        path.write_text(script)
        path.chmod(0o755)

    def run(self, *arguments: str, python: str = "python3.11") -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": str(self.programs),
            "LOG": str(self.folder / "log"),
            "MTPLAYER_PYTHON": python,
        }
        return subprocess.run(
            [self.checkout / "run", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def told(self) -> list[str]:
        """Return what was asked of apt-get and Python since the last look."""
        log = self.folder / "log"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    machine.checkout.mkdir()
    machine.programs.mkdir()
    shutil.copy(ROOT / "run", machine.checkout)
    shutil.copytree(ROOT / ".lock", machine.checkout / ".lock")
    for name in BORROWED:
        found = shutil.which(name)
        assert found is not None
        os.symlink(found, machine.programs / name)
    machine.has("uname", "#!/bin/sh\necho Linux\n")
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("ldconfig", "#!/bin/sh\n")
    machine.has("apt-get", APT)
    machine.has("python3.11", PYTHON)
    return machine


def test_the_first_start_sets_up_and_the_second_only_starts(machine: Machine):
    assert machine.run("list", "two words").returncode == 0
    update, install, *python = machine.told()
    assert update.endswith(" update")
    assert {"libvlc5", "libxcb-cursor0", "libegl1"} <= set(install.split())
    assert any("--require-hashes -r" in line and "run.txt" in line for line in python)
    assert machine.run("list", "two words").returncode == 0
    assert machine.told() == ["python -P -m mtplayer list two words"]


def test_a_new_lock_sets_up_again(machine: Machine):
    machine.run()
    machine.told()
    with (machine.checkout / ".lock" / "run.txt").open("a") as lock:
        lock.write("# later\n")
    machine.run()
    assert any("-m pip" in line for line in machine.told())


def test_the_tests_bring_their_tools_and_serve_the_player_too(machine: Machine):
    assert machine.run("test", "-k", "queue").returncode == 0
    told = machine.told()
    assert "desktop-file-utils" in told[1].split()
    assert any("dev.txt" in line for line in told)
    assert told[-1] == "python -m pytest -n 2 --dist loadfile -k queue"
    machine.run("stats")
    assert machine.told() == ["python -P -m mtplayer stats"]


def test_the_long_tier_brings_more(machine: Machine):
    machine.run("test")
    machine.told()
    machine.run("test", "--long")
    told = machine.told()
    assert "pulseaudio" in told[1].split()
    assert told[-1] == "python -m pytest --long"


def test_without_root_and_sudo_it_says_what_root_must_do(machine: Machine):
    machine.has("id", "#!/bin/sh\necho 1000\n")
    done = machine.run()
    assert done.returncode == 1
    assert "apt-get install -y --no-install-recommends" in done.stderr
    assert "libvlc5" in done.stderr
    assert machine.told() == []


def test_with_sudo_it_asks_sudo(machine: Machine):
    machine.has("id", "#!/bin/sh\necho 1000\n")
    machine.has("sudo", '#!/bin/sh\necho sudo >>"$LOG"\nexec "$@"\n')
    assert machine.run().returncode == 0
    assert machine.told()[0] == "sudo"


def test_without_apt_it_names_what_is_missing_and_goes_on(machine: Machine):
    (machine.programs / "apt-get").unlink()
    done = machine.run("--version")
    assert done.returncode == 0
    assert "libvlc5" in done.stderr
    assert machine.told()[-1] == "python -P -m mtplayer --version"


def test_a_failure_of_apt_shows_its_last_words(machine: Machine):
    machine.has("apt-get", "#!/bin/sh\necho no network\nexit 100\n")
    done = machine.run()
    assert done.returncode == 1
    assert "no network" in done.stderr


def test_without_a_new_enough_python_it_says_so(machine: Machine):
    machine.has("python3.11", "#!/bin/sh\nexit 1\n")
    done = machine.run()
    assert done.returncode == 1
    assert "Python 3.11 or later" in done.stderr
