"""Objects of Qt die on the thread they live on."""

import gc
import subprocess
import sys
import weakref

from PySide6.QtCore import QObject

from mtplayer.runtime.garbage import GarbageCollector

# Pool threads allocate while the window drops objects that hold themselves.
CYCLES = """
import gc, threading
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from mtplayer.runtime.garbage import GarbageCollector

class Own(QObject):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.me = self
        self.timer = QTimer(self, interval=1)
        self.timer.timeout.connect(self.tick)
        self.timer.start()

    def tick(self):
        pass

def allocate():
    while not stop.is_set():
        stop.wait(0.001)
        [[] for _ in range(5000)]

app = QCoreApplication([])
collector = GarbageCollector()
collector._timer.setInterval(10)
stop = threading.Event()
threads = [threading.Thread(target=allocate) for _ in range(2)]
for thread in threads:
    thread.start()
maker = QTimer(interval=2)
maker.timeout.connect(lambda: [Own() for _ in range(10)])
maker.start()
QTimer.singleShot(1500, app.quit)
app.exec()
stop.set()
for thread in threads:
    thread.join()
maker.stop()
collector.close()
gc.collect()
print("survived")
"""


class Own(QObject):
    def __init__(self):
        super().__init__()
        self.me = self


def test_objects_that_hold_themselves_never_die_on_a_pool_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CYCLES], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "survived\n", "")


def test_it_collects_at_pythons_own_thresholds(qtbot) -> None:
    collector = GarbageCollector()
    try:
        gone = weakref.ref(Own())
        gc.collect(0)
        assert not gc.isenabled()
        due = gc.get_threshold()[0] + 100  # 700 in Python 3.11, 2,000 in 3.13
        keep = [Own() for _ in range(due)]
        gone = weakref.ref(Own())
        collector.look()
        assert gone() is None
        assert len(keep) == due
    finally:
        collector.close()
        assert gc.isenabled()
        gc.disable()
