"""The program, and somebody who presses buttons in windows that come up before the first paint.

python -m tests.e2e.pressing BUTTON … -- ARGUMENTS OF THE PROGRAM
"""

import sys

from PySide6.QtCore import QTimer

from mtplayer import __main__
from mtplayer.ui.dialogs.recovery import RecoveryWindow


def press(waiting, choose, window, *choices):
    """Choose as the window does; then press the next button that it has."""
    choose(window, *choices)
    words = [name for name, _, _ in choices]
    if waiting and waiting[0] in words:
        at = words.index(waiting.pop(0))
        print(window.said, file=sys.stderr, flush=True)
        QTimer.singleShot(0, window.buttons[at], window.buttons[at].click)


def main():
    at = sys.argv.index("--")
    waiting = sys.argv[1:at]
    choose = RecoveryWindow._choose
    RecoveryWindow._choose = lambda window, *choices: press(waiting, choose, window, *choices)
    sys.argv[1:] = sys.argv[at + 1 :]
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())
