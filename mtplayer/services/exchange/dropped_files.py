"""The tracks of whatever files are dropped on a list: music, folders of it, playlist files."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from mtplayer.core.lists.list_files import is_list_file
from mtplayer.core.problems import MtplayerError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mtplayer.core.lists.list_import import ListImport
    from mtplayer.core.problems import Problem
    from mtplayer.services.exchange.exchange import ExchangeService
    from mtplayer.services.playing.opened_files import OpenedFiles

    Done = Callable[["array[int]"], object]


class NotAllFound(MtplayerError):
    """Some entries of a playlist file mean no track of the library, or one of several."""

    title = "Not all tracks were found"


class DroppedFiles:
    """Those of playlist files come first; what of them is in doubt is left out, and said."""

    def __init__(
        self,
        exchange: ExchangeService,
        opened: OpenedFiles,
        failed: Callable[[Exception], object],
    ) -> None:
        self._exchange = exchange
        self._opened = opened
        self._failed = failed

    def find(self, paths: Sequence[str], done: Done) -> None:
        """Call ``done`` with the tracks, new ones once they are scanned."""
        lists = [path for path in paths if is_list_file(path)]
        music = [path for path in paths if not is_list_file(path)]
        if lists:
            self._exchange.look(lists, partial(self._looked, music, done))
        else:
            self._opened.find(music, done)

    def _looked(
        self,
        music: Sequence[str],
        done: Done,
        found: Sequence[ListImport],
        problems: Sequence[Problem],
    ) -> None:
        tracks = array("q")
        for one in found:
            tracks.extend(each.track for each in one.verdicts if each.track is not None)
            if left := len(one.ambiguous) + len(one.not_found):
                count = len(one.verdicts)
                words = f"{left:,} of {count:,} tracks of “{one.playlist.name}” were left out."
                self._failed(NotAllFound(f"{words} Import the file to choose them."))
        for problem in problems:
            self._failed(NotAllFound(problem.sentence or problem.title))
        if music:
            self._opened.find(music, lambda more: done(tracks + more))
        else:
            done(tracks)
