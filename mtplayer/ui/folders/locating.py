"""Asks where files are now, and whether what was chosen is really meant."""

import os
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from mtplayer.core.ids import TrackId
from mtplayer.core.library.relocation import LostFile, Relocation, Sameness
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Missing
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind


class Locating(QObject):
    """A file is compared by its sound before it takes a track's place; a folder is counted."""

    def __init__(self, theme: Theme, missing: Missing, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._missing = missing
        self._over = over

    def ask_for_file(self, track: TrackId, path: bytes) -> QFileDialog:
        """Ask where the file of one track is; the dialog begins where it was."""
        title = tr("locate", "Where is “{name}”?").format(name=_name(path))
        return self._ask(title, path.rpartition(b"/")[0], partial(self._check, track))

    def ask_for_folder(self, path: bytes) -> QFileDialog:
        """Ask where a folder is, with all that was below it."""
        title = tr("locate", "Where is the folder “{name}”?").format(name=_name(path))
        dialog = self._ask(title, path.rpartition(b"/")[0], partial(self._look_in, path))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        return dialog

    def _ask(self, title: str, begin: bytes, chosen: Callable[[str], object]) -> QFileDialog:
        dialog = QFileDialog(self._over.window(), title, os.fsdecode(begin))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(chosen)
        dialog.open()
        return dialog

    # ---- one file --------------------------------------------------------------------------------

    def _check(self, track: TrackId, path: str) -> None:
        self._missing.check(track, path, partial(self._checked, path))

    def _checked(self, path: str, lost: LostFile, same: Sameness) -> None:
        if same is Sameness.SAME:
            self._missing.locate(lost, path)
            return
        title, body, action = _DOUBTS[same]
        choices = (
            Choice(
                words=tr("locate", action),
                run=partial(self._missing.locate, lost, path),
                kind=Kind.PRIMARY,
            ),
        )
        self._question(
            tr("locate", title),
            tr("locate", body).format(title=lost.title, name=_name(os.fsencode(path))),
            choices if action else (),
        )

    # ---- a folder --------------------------------------------------------------------------------

    def _look_in(self, old: bytes, new: str) -> None:
        self._missing.look_in(old, new, self._counted)

    def _counted(self, found: Relocation) -> None:
        count = len(found.homes)
        every = count + found.others + found.absent
        if not every:
            self._question(
                tr("locate", "Nothing of that folder is missing"),
                tr("locate", "All of its tracks are where they were."),
                (),
            )
            return
        body = tr("locate", "Compared by their sound: {found} of {all} tracks are there.")
        words = [body.format(found=number(count), all=number(every))]
        if found.others:
            other = tr("locate", "{n} files of the same name are other recordings.")
            words.append(other.format(n=number(found.others)))
        words.append(tr("locate", "Renamed files are recognised when the folder is read."))
        action = tr("locate", "Locate {n} tracks").format(n=number(count))
        if not count:
            action = tr("locate", "Look for renamed files")
        choice = Choice(
            words=tr("locate", "Locate 1 track") if count == 1 else action,
            run=partial(self._missing.locate_folder, found),
            kind=Kind.PRIMARY,
        )
        title = tr("locate", "Is it “{name}”?").format(name=_name(found.new))
        self._question(title, " ".join(words), (choice,))

    def _question(self, title: str, body: str, choices: tuple[Choice, ...]) -> Sheet:
        cancel = tr("locate", "Cancel") if choices else tr("locate", "Close")
        question = Question(title=title, body=body, choices=choices, cancel=cancel)
        return Sheet(self._theme, question, self._over.window())


_DOUBTS = {
    Sameness.OTHER: (
        "This is another recording",
        "“{name}” does not sound like “{title}”. Counts, rating and places would go to it.",
        "Use it anyway",
    ),
    Sameness.UNKNOWN: (
        "This cannot be compared",
        "“{name}” or the lost file of “{title}” has no sound that could be recognised.",
        "Use it anyway",
    ),
    Sameness.ABSENT: ("That is not a file", "“{name}” is not there, or it is a folder.", ""),
}


def _name(path: bytes) -> str:
    return path.rstrip(b"/").rpartition(b"/")[2].decode("utf-8", "replace") or "/"
