"""Run the benchmarks whose names are given, or all of them."""

import importlib
import os
import sys
from pathlib import Path

from tests.benchmarks.harness import Report

# These take minutes, or other players: only when they are asked for.
ON_REQUEST = {"peers"}


def names() -> list[str]:
    return sorted(path.stem[6:] for path in Path(__file__).parent.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    known = names()
    if unknown := sorted(set(wanted) - set(known)):
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    report = Report()
    for name in wanted or [name for name in known if name not in ON_REQUEST]:
        report.heading(f"== {name}")
        importlib.import_module(f"tests.benchmarks.bench_{name}").run(report)
    missed = report.missed
    print(f"\n{len(report.rows)} figures, {len(missed)} missed their target")
    for row in missed:
        print(f"  {row.name}: {row.value:.2f} {row.unit}, at most {row.limit:g}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
