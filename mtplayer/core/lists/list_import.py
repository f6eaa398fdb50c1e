"""What importing a playlist file would do: shown first, then done."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from mtplayer.core.ids import PlaylistId, TrackId
from mtplayer.core.lists.list_files import ListFile
from mtplayer.core.lists.list_matching import NOT_FOUND, By, Verdict
from mtplayer.core.record import record


@record
class ListImport:
    """A playlist file and the track that each entry means.

    ``namesake`` is a playlist that is called the same; ``on_disk`` counts entries without a
    track whose file is there all the same: outside of the library's folders.
    """

    source: bytes
    playlist: ListFile
    verdicts: tuple[Verdict, ...]
    namesake: PlaylistId | None = None
    on_disk: int = 0

    @property
    def found(self) -> Counter[By]:
        """How many entries have a track, by what it was found."""
        return Counter(verdict.by for verdict in self.verdicts if verdict.by is not None)

    @property
    def ambiguous(self) -> tuple[int, ...]:
        """Return the entries that somebody has to choose for."""
        return tuple(at for at, verdict in enumerate(self.verdicts) if verdict.is_ambiguous)

    @property
    def not_found(self) -> tuple[int, ...]:
        """Return the entries that keep their tags until their track is here."""
        return tuple(at for at, verdict in enumerate(self.verdicts) if verdict == NOT_FOUND)

    def chosen(self, choices: Mapping[int, TrackId | None]) -> "ListImport":
        """Return it with what somebody chose for entries; None is none of them."""
        verdicts = list(self.verdicts)
        for at, track in choices.items():
            verdicts[at] = NOT_FOUND if track is None else Verdict(track=track, by=By.CHOICE)
        return replace(self, verdicts=tuple(verdicts))
