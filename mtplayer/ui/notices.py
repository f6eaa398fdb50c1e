"""What services announce that people should hear of, as toasts."""

from functools import partial

from PySide6.QtCore import QObject

from mtplayer.core.events import Notice, Outcome, PlaybackFailed, ScanFinished, UndoOffered
from mtplayer.ui import commands
from mtplayer.ui.actions import Actions
from mtplayer.ui.services import Services
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.toast_card import Toast, Tone
from mtplayer.ui.widgets.toasts import ToastHost


class Notices(QObject):
    """Listens for as long as the window lives."""

    def __init__(
        self, services: Services, actions: Actions, toasts: ToastHost, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._undo = services.undo
        self._actions = actions
        self._toasts = toasts
        services.undo.offered.connect(self._undo_offered)
        services.playback.failed.connect(self._playback_failed)
        services.playback.notice.connect(self._noticed)
        services.scan.finished.connect(self._scan_finished)

    def _undo_offered(self, offer: UndoOffered) -> None:
        self._toasts.say(
            Toast(
                text=offer.text,
                action=tr("toast", "Undo"),
                keys=self._actions.keys(commands.UNDO),
                run=partial(self._undo.undo_operation, offer.operation),
            )
        )

    def _playback_failed(self, failed: PlaybackFailed) -> None:
        problem = failed.problem
        self._toasts.say(
            Toast(
                text=problem.title,
                detail=problem.sentence,
                tone=Tone.TROUBLE,
                kind="playback",
                several=_unplayable,
            )
        )

    def _noticed(self, notice: Notice) -> None:
        tone = Tone.TROUBLE if notice.is_error else Tone.NOTE
        self._toasts.say(Toast(text=notice.text, detail=notice.detail, tone=tone, kind=notice.text))

    def _scan_finished(self, finished: ScanFinished) -> None:
        if finished.outcome is Outcome.FAILED and finished.problem is not None:
            problem = finished.problem
            self._toasts.say(
                Toast(text=problem.title, detail=problem.sentence, tone=Tone.TROUBLE, kind="scan")
            )
        elif text := scan_text(finished):
            self._toasts.say(Toast(text=text, kind="scan"))


def _unplayable(times: int) -> str:
    return tr("toast", "%n files could not be played", times)


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
