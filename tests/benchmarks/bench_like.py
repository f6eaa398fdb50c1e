"""A heart clicked while another process writes as a scan does: how long until it is stored."""

import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from mtplayer.services.clock import now_ms
from mtplayer.storage.engine import Storage
from mtplayer.storage.write_flag import WriteFlag
from tests.benchmarks.harness import Report, percentile, seconds
from tests.benchmarks.library import copied, synthetic_library

CLICKS = 200
EVERY_S = 0.02
WRITER = """
import sys
from pathlib import Path
from tests.benchmarks.library import rewrite
from mtplayer.storage.write_flag import WriteFlag
flag = WriteFlag(Path(sys.argv[2]))
print("writing", flush=True)
rewrite(Path(sys.argv[1]), flag.wait_until_lowered)
"""


def run(report: Report) -> None:
    with copied(synthetic_library(100_000)) as database:
        alone = _likes(database, database.parent / "flag")
        report.add("a like with nothing else going on, p99", percentile(alone, 0.99))
        flag = database.parent / "flag"
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(database), str(flag)], stdout=subprocess.PIPE
        )
        try:
            assert writer.stdout
            writer.stdout.readline()
            beside = _likes(database, flag)
            assert writer.poll() is None, "the writer ended first"
        finally:
            writer.kill()
            writer.communicate()
    report.add("a like beside a writing process, median", percentile(beside, 0.5))
    report.add("a like beside a writing process, p99", percentile(beside, 0.99), limit=50)


def _likes(database: Path, flag_path: Path) -> list[float]:
    with closing(WriteFlag(flag_path)) as flag, closing(Storage(database, flag)) as storage:
        taken: list[float] = []
        for track in range(1, CLICKS + 1):
            taken.append(1000 * seconds(lambda track=track: like(storage, track)))
            time.sleep(EVERY_S)
    # The first one imports SQLAlchemy: the program does that before anyone can click.
    return taken[1:]


def like(storage: Storage, track: int) -> None:
    storage.write(lambda unit: unit.favorites.set_liked([track], now_ms()))
