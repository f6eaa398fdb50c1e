"""What can be written into files when somebody asks for it: ratings, and how loud tracks are."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from mtplayer.core import options
from mtplayer.core.events import Notice
from mtplayer.core.library.file_changes import Known, Target
from mtplayer.core.library.tracks import Gains
from mtplayer.core.problems import MtplayerError
from mtplayer.services.settings import SettingsService

if TYPE_CHECKING:
    from mtplayer.core.listening.rating_fields import Family, Fields
    from mtplayer.files.tag_fields import Written
    from mtplayer.storage.unit import Unit

RATINGS: Final = "ratings"
GAINS: Final = "gains"


class RatingsNotSaved(MtplayerError):
    """Some files stayed as they were."""

    title = "Some ratings were not written"


class GainsNotSaved(MtplayerError):
    """Some files stayed as they were."""

    title = "The loudness of some files was not written"


class TagKind(Protocol):
    """One kind of tags. What reads and writes files runs on a file job."""

    @property
    def key(self) -> str:
        """What the log calls it."""
        ...

    @property
    def wrote(self) -> str:
        """How a count of files that were written begins."""
        ...

    @property
    def put_back(self) -> str:
        """How a count of files that were put back begins."""
        ...

    @property
    def nothing(self) -> Notice | None:
        """What is said where the library knows nothing to write."""
        ...

    def not_saved(self, sentence: str, /) -> MtplayerError:
        """Return what is told of files that stayed as they were."""
        ...

    def targets(self, unit: "Unit", tracks: Sequence[int], /) -> Sequence[Target]:
        """Return the files, and what they shall say."""
        ...

    def read(self, path: bytes, /) -> "Fields":
        """Return what a file says; raises NotWritten where it has no place for it."""
        ...

    def said(self, path: bytes, known: Known, before: "Fields", family: "Family", /) -> "Fields":
        """Return what a file says once it says what is known."""
        ...

    def write(self, path: bytes, change: "Callable[[Fields, Family], Fields]", /) -> "Written":
        """Write it; raises NotWritten, and leaves the file as it was."""
        ...

    def gains(self, path: bytes, /) -> Gains | None:
        """Return how loud a file says that it is, if the library has to know."""
        ...


class RatingTags:
    """Stars, in the way that the settings choose."""

    key = RATINGS
    wrote = "Wrote ratings into"
    put_back = "Put ratings back in"
    nothing: Notice | None = None

    def __init__(self, settings: SettingsService) -> None:
        self._settings = settings

    def not_saved(self, sentence: str, /) -> MtplayerError:
        """Return what is told of files that stayed as they were."""
        return RatingsNotSaved(sentence)

    def targets(self, unit: "Unit", tracks: Sequence[int], /) -> Sequence[Target]:
        """Return the files of tracks with their ratings; none takes a rating out."""
        return unit.file_changes.rated(tracks)

    def read(self, path: bytes, /) -> "Fields":
        """Return the rating tags of a file."""
        from mtplayer.files import rating_writer

        return rating_writer.read_fields(path)

    def said(self, _path: bytes, known: Known, before: "Fields", family: "Family", /) -> "Fields":
        """Return the same tags with another rating."""
        from mtplayer.core.listening.rating_fields import changed

        rating = known if isinstance(known, int) else None
        return changed(before, rating, self._settings.get(options.RATING_PROFILE), family)

    def write(self, path: bytes, change: "Callable[[Fields, Family], Fields]", /) -> "Written":
        """Write them."""
        from mtplayer.files import rating_writer

        return rating_writer.write(path, change)

    def gains(self, _path: bytes, /) -> Gains | None:
        """Return nothing: stars are not heard."""
        return None


class GainTags:
    """How loud tracks and albums were measured to be."""

    key = GAINS
    wrote = "Wrote loudness into"
    put_back = "Put loudness back in"
    nothing: Notice | None = Notice(
        text="Nothing was measured of these tracks", detail="Measure their loudness first."
    )

    def not_saved(self, sentence: str, /) -> MtplayerError:
        """Return what is told of files that stayed as they were."""
        return GainsNotSaved(sentence)

    def targets(self, unit: "Unit", tracks: Sequence[int], /) -> Sequence[Target]:
        """Return the files of those tracks that were measured as they are now."""
        return unit.file_changes.measured(tracks)

    def read(self, path: bytes, /) -> "Fields":
        """Return what a file says of its loudness."""
        from mtplayer.files import gain_writer

        return gain_writer.read_fields(path)

    def said(self, path: bytes, known: Known, _before: "Fields", family: "Family", /) -> "Fields":
        """Return what was measured, and nothing else."""
        from mtplayer.files import gain_writer

        gains = known if isinstance(known, Gains) else Gains()
        return gain_writer.fields_of(path, gains, family)

    def write(self, path: bytes, change: "Callable[[Fields, Family], Fields]", /) -> "Written":
        """Write it."""
        from mtplayer.files import gain_writer

        return gain_writer.write(path, change)

    def gains(self, path: bytes, /) -> Gains | None:
        """Return what the file says now: it goes before what was measured."""
        from mtplayer.files import gain_writer

        return gain_writer.gains_in(path)
