"""What can go wrong, in words for people."""

from mtplayer.core.record import record


@record
class Problem:
    """One trouble: a short title, a sentence that helps, and detail for a report."""

    title: str
    sentence: str = ""
    detail: str = ""


class MtplayerError(Exception):
    """Something expected went wrong; its text is one sentence for the user."""

    title = "Something went wrong"

    def as_problem(self) -> Problem:
        """Return it in the words of the window."""
        return Problem(title=self.title, sentence=str(self), detail=repr(self.__cause__ or ""))


class WrongUse(MtplayerError):
    """The command line asks for something that does not exist."""

    title = "This command was not understood"


class StorageError(MtplayerError):
    """The library could not be read or written."""

    title = "The library could not be used"


class DiskFull(StorageError):
    """There is no room left."""

    title = "The disk is full"


class LibraryLocked(StorageError):
    """Another program holds the database."""

    title = "The library is in use"


class LibraryCorrupt(StorageError):
    """The database is damaged."""

    title = "The library is damaged"


class LibraryLost(LibraryCorrupt):
    """The database is gone or empty, but there are copies of it."""

    title = "The library is gone"


class LibraryReadOnly(StorageError):
    """The profile folder cannot be written."""

    title = "The library cannot be written"


class BackupFailed(StorageError):
    """There is no new copy of the library."""

    title = "The library was not backed up"


class NotRestored(StorageError):
    """The library is as it was before."""

    title = "The library was not restored"


class LibraryTooNew(StorageError):
    """The database was written by a later version."""

    title = "The library belongs to a newer mtplayer"


class FolderUnreachable(MtplayerError):
    """A folder is not there now."""

    title = "The folder is not there"


class Unplayable(MtplayerError):
    """A file gives no sound."""

    title = "The file could not be played"


class AudioUnavailable(MtplayerError):
    """There is no libVLC or no sound device."""

    title = "Sound is not available"


class FiltersUnread(MtplayerError):
    """A file with filters for the equalizer could not be used."""

    title = "The filters were not imported"


class NameTaken(MtplayerError):
    """A name that somebody wants for a playlist cannot be given."""

    title = "This name cannot be used"
