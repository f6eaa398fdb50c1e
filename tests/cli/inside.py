"""Commands run inside the test's process: a process of their own costs a second each."""

import json

from mtplayer.cli import main


class NoWindow:
    """No window of the profile is open."""

    def ask_window(self, profile, question):
        return None

    def open_window(self, request):
        raise AssertionError

    def take_picture(self, request):
        raise AssertionError


class Inside:
    """Runs commands on one profile; ``front`` is the window that is asked first."""

    def __init__(self, profile, capsys, front=None):
        self._profile = profile
        self._capsys = capsys
        self.front = front or NoWindow()

    def run(self, *arguments):
        """Return the exit code and what was printed, on either stream."""
        self._capsys.readouterr()
        command, *rest = map(str, arguments)
        code = main.run([command, "--profile", str(self._profile.folder), *rest], self.front)
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def objects(self, *arguments):
        """Return the objects that a command prints, one a line."""
        code, out, err = self.run(*arguments, "--json")
        assert (code, err) == (0, "")
        assert out.isascii()
        return [json.loads(line) for line in out.splitlines()]
