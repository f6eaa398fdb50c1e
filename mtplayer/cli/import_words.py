"""What an import from another program did, or would do: for people and for programs."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Words = Sequence[tuple[str, str, str]]
"""A count of the report, and what is said of one and of several."""


def as_json(
    source: Path, report: Mapping[str, Any], counts: Sequence[str], *, dry_run: bool
) -> str:
    """Return a report as one object."""
    values = {
        "source": str(source),
        "dry_run": dry_run,
        **{key: report[key] for key in counts},
        "changed": bool(report["changes"]) and not dry_run,
        "left_out": report["left_out"],
    }
    return json.dumps(values)


def in_words(report: Mapping[str, Any], words: Words, *, dry_run: bool) -> list[str]:
    """Return a report line by line."""
    lines = ["Nothing new: everything that can come is here."]
    if report["changes"]:
        lines = ["This would come:" if dry_run else "Taken over:"]
        for key, one, many in words:
            if count := report[key]:
                lines.append(f"  {one if count == 1 else many.format(n=f'{count:,}')}")
    if left := report["left_out"]:
        lines.append("Not taken over:")
        lines += [f"  {item['count']:,} {item['what']}: {item['why']}" for item in left]
    return lines
