"""What is said of a folder: a word for its state, and a line that helps."""

from mtplayer.core.library.folder_state import FolderState, Watch, Why
from mtplayer.core.library.library_state import FolderCounts, LibraryFolder
from mtplayer.core.options import ScanMode
from mtplayer.ui.text import ago, in_sentence, number, tr

MODES = {
    ScanMode.CONTINUOUS: "When something changes",
    ScanMode.STARTUP: "At the start",
    ScanMode.MANUAL: "Only when I ask",
}
# Minutes between two looks; the first leaves it to the program.
CADENCES = (0, 5, 15, 30, 60, 360, 1440)
_HOUR = 60
_BADGES = {
    Watch.RESTING: ("Off", ""),
    Watch.OFFLINE: ("Not connected", "warn"),
    Watch.BY_HAND: ("When asked", ""),
    Watch.AT_START: ("At the start", "info"),
    Watch.STARTING: ("Watching", "ok"),
    Watch.WATCHED: ("Watching", "ok"),
}


def badge(folder: LibraryFolder, state: FolderState, *, scanning: bool) -> tuple[str, str]:
    """Return a word for the state of a folder, and its tone."""
    if scanning:
        return tr("folders", "Scanning"), "accent"
    if folder.held and folder.online:
        return tr("folders", "Files are gone"), "warn"
    if state.watch is Watch.POLLED:
        return cadence(state.minutes), "info"
    words, tone = _BADGES[state.watch]
    return tr("folders", words), tone


def line(folder: LibraryFolder, state: FolderState) -> str:
    """Return what else is true of a folder, and what helps."""
    if state.watch is Watch.OFFLINE:
        seen = folder.volume.last_seen_at or folder.last_scan_at
        words = tr("folders", "Tracks stay in your library and are dimmed.")
        return tr("folders", "Last seen {when}.").format(when=in_sentence(ago(seen))) + f" {words}"
    if folder.held:
        text = tr("folders", "{n} files are gone. Is the drive connected?")
        return text.format(n=number(folder.held))
    parts = [_reason(state.why), _volume(folder), _looked(folder, state)]
    return " · ".join(part for part in parts if part)


def cadence(minutes: int) -> str:
    """Say how often a folder is looked at."""
    if minutes % _HOUR:
        return tr("folders", "Every %n minutes", minutes).replace("%n", number(minutes))
    hours = minutes // _HOUR
    return tr("folders", "Every hour") if hours == 1 else f"Every {number(hours)} hours"


def counts(count: FolderCounts | None) -> str:
    """Say how much is in a folder."""
    if count is None:
        return ""
    files = count.present + count.missing
    return (
        tr("folders", "1 file")
        if files == 1
        else tr("folders", "{n} files").format(n=number(files))
    )


def inside(folder: LibraryFolder, path: str) -> str:
    """Return where a scan is, as seen from its folder."""
    return path.removeprefix(folder.name).strip("/") or folder.name


def _reason(why: Why | None) -> str:
    match why:
        case Why.SHARE:
            return tr("folders", "On a share, where changes are not told")
        case Why.LIMIT:
            return tr("folders", "The system watches no more folders")
        case Why.REFUSED:
            return tr("folders", "The system does not watch it")
        case None:
            return ""


def _volume(folder: LibraryFolder) -> str:
    if folder.volume.kind == "fixed":
        return ""
    return tr("folders", "On “{name}”").format(name=folder.volume.label)


def _looked(folder: LibraryFolder, state: FolderState) -> str:
    if state.last_change_at:
        when = in_sentence(ago(state.last_change_at))
        return tr("folders", "Last change {when}").format(when=when)
    if not folder.last_scan_at:
        return tr("folders", "Not looked through yet")
    when = in_sentence(ago(folder.last_scan_at))
    return tr("folders", "Looked through {when}").format(when=when)
