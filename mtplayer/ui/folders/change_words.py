"""What is said of a scan and of one thing that it found."""

from mtplayer.core.events import Outcome
from mtplayer.core.library.library_state import FieldChange, ScanItem, ScanRun
from mtplayer.core.library.scan_plan import Finding
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.text import number, tr

# Glyph and tone of what was found, in the order in which it is told.
FOUND = {
    Finding.ADDED: ("plus", "ok"),
    Finding.RETURNED: ("check-circle", "ok"),
    Finding.MOVED: ("swap", "info"),
    Finding.UPDATED: ("pencil-simple", "info"),
    Finding.MISSING: ("link-break", "warn"),
    Finding.HELD: ("warning", "warn"),
    Finding.FAILED: ("file-x", "danger"),
}
_NAMES = {
    Finding.ADDED: "New",
    Finding.RETURNED: "Back again",
    Finding.MOVED: "Moved",
    Finding.UPDATED: "Changed",
    Finding.MISSING: "Gone",
    Finding.HELD: "Gone, not marked",
    Finding.FAILED: "Not read",
}
_MOST_FIELDS = 3


def summary(run: ScanRun) -> str:
    """Say in counts what a scan found."""
    parts = [
        (run.added, tr("changes", "{n} new")),
        (run.moved, tr("changes", "{n} moved")),
        (run.updated, tr("changes", "{n} changed")),
        (run.missing, tr("changes", "{n} gone")),
        (run.held, tr("changes", "{n} gone, not marked")),
        (run.failed, tr("changes", "{n} not read")),
    ]
    words = [text.format(n=number(count)) for count, text in parts if count]
    if run.outcome is Outcome.CANCELLED:
        words.append(tr("changes", "stopped"))
    if run.problem:
        words.append(run.problem)
    return " · ".join(words)


def headline(item: ScanItem) -> str:
    """Say what a thing is."""
    name = item.path.rpartition(b"/")[2].decode("utf-8", "replace")
    words = [isolate(part) for part in (item.artist, item.title) if part]
    return " — ".join(words) or name


def detail(item: ScanItem) -> str:
    """Say what became of it."""
    kind = tr("changes", _NAMES[item.kind])
    path = item.path.decode("utf-8", "replace")
    if item.kind is Finding.FAILED:
        return f"{kind} · {item.reason} · {path}"
    if item.kind is Finding.MOVED and item.moved_from:
        return tr("changes", "Moved from {old} to {new}").format(old=item.moved_from, new=path)
    if item.changes:
        shown = [_change(change) for change in item.changes[:_MOST_FIELDS]]
        more = len(item.changes) - len(shown)
        if more > 0:
            shown.append(tr("changes", "{n} more").format(n=number(more)))
        return f"{kind} · {', '.join(shown)}"
    return f"{kind} · {path}"


def _change(change: FieldChange) -> str:
    name = change.field.replace("_", " ")
    if change.before in (None, ""):
        return tr("changes", "{field} “{after}”").format(field=name, after=change.after)
    if change.after in (None, ""):
        return tr("changes", "no {field} any more").format(field=name)
    words = tr("changes", "{field} “{before}” → “{after}”")
    return words.format(field=name, before=change.before, after=change.after)
