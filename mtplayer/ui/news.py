"""The words of toasts."""

from collections.abc import Callable
from functools import partial

from mtplayer.core.events import (
    HeldFolder,
    LoudnessProgress,
    Notice,
    Outcome,
    ScanFinished,
    UndoOffered,
)
from mtplayer.core.lists.playlists import Added
from mtplayer.services.lists.playlist_changes import added_words
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.services.services import Undo
from mtplayer.ui.text import moment, number, tr
from mtplayer.ui.widgets.toast_card import Toast, Tone


def toast_of(
    news: Notice | ScanFinished | UndoOffered, actions: Actions, undo: Undo
) -> Toast | None:
    """Return what to say about an event, None where nothing changed."""
    match news:
        case UndoOffered():
            return Toast(
                text=news.text,
                action=tr("toast", "Undo"),
                keys=actions.keys(commands.UNDO),
                run=partial(undo.undo_operation, news.operation),
            )
        case Notice():
            tone = Tone.TROUBLE if news.is_error else Tone.NOTE
            if news.damaged:
                return Toast(
                    text=news.text,
                    detail=tr("toast", "A backup can take its place."),
                    tone=tone,
                    action=tr("toast", "Show backups"),
                    run=actions[commands.GO_BACKUPS].trigger,
                    kind=news.text,
                )
            return Toast(text=news.text, detail=_detail(news), tone=tone, kind=news.text)
        case ScanFinished():
            return _scan_toast(news)


def _scan_toast(finished: ScanFinished) -> Toast | None:
    problem = finished.problem
    if finished.outcome is Outcome.FAILED and problem is not None:
        return Toast(
            text=problem.title, detail=problem.sentence, tone=Tone.TROUBLE, kind="scan failed"
        )
    text = scan_text(finished)
    if problem is not None:
        text = text or problem.title
        return Toast(text=text, detail=problem.sentence, tone=Tone.TROUBLE, kind="scan")
    return Toast(text=text, kind="scan") if text else None


def held_toast(held: HeldFolder, accept: Callable[[], object]) -> Toast:
    """Ask whether so many files are gone indeed; closing it leaves them as they are."""
    name = held.path.rpartition(b"/")[2].decode("utf-8", "replace") or "/"
    text = tr("toast", "{n} files in “{folder}” were not found")
    return Toast(
        text=text.format(n=number(held.files), folder=name),
        detail=tr("toast", "Is the whole drive there?"),
        tone=Tone.TROUBLE,
        action=tr("toast", "Mark missing"),
        run=accept,
    )


def added_toast(added: Added, name: str, anyway: Callable[[], object]) -> Toast:
    """Say what was left out because it is there already, and offer to add it all the same."""
    return Toast(
        text=added_words(added, name),
        tone=Tone.NOTE,
        action=tr("toast", "Add anyway"),
        run=anyway,
    )


def loudness_notice(measured: LoudnessProgress) -> Notice:
    """Say of how many tracks it is known now how loud they are."""
    if not measured.total:
        return Notice(text=tr("toast", "Every one of these was measured before"))
    if measured.done == 1:
        text = tr("toast", "The loudness of 1 track was measured")
    else:
        text = tr("toast", "The loudness of {n} tracks was measured").format(
            n=number(measured.done)
        )
    failed = tr("toast", "{n} could not be decoded.").format(n=number(measured.failed))
    return Notice(text=text, detail=failed if measured.failed else "")


def _detail(notice: Notice) -> str:
    if not notice.seen_at:
        return notice.detail
    seen = tr("toast", "Last seen {when}.").format(when=moment(notice.seen_at))
    return f"{seen} {notice.detail}".rstrip()


def scan_text(finished: ScanFinished) -> str:
    """Say what a scan changed; nothing where it changed nothing."""
    parts = [
        (finished.added, tr("scan", "{n} added")),
        (finished.updated, tr("scan", "{n} updated")),
        (finished.moved, tr("scan", "{n} moved")),
        (finished.missing, tr("scan", "{n} missing")),
        (finished.failed, tr("scan", "{n} could not be read")),
    ]
    return " · ".join(text.format(n=number(count)) for count, text in parts if count)
