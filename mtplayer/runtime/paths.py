"""Where the program's own data and the user's profile are; imports no Qt."""

import os
import sys
from pathlib import Path

from mtplayer.core.record import short_record


def data_dir(name: str) -> Path:
    """Return ``resources`` or ``migrations`` in a source tree, a wheel or a bundle."""
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS")) / name  # noqa: B009 - only bundles have it
    root = Path(__file__).resolve().parents[2]
    # The source tree comes first: an editable install keeps a stale copy below _data.
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    from importlib import resources

    return Path(str(resources.files("mtplayer"))) / "_data" / name


def default_profile() -> Path:
    """Return the platform's data folder for this program."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData/Roaming")) / "mtplayer"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/mtplayer"
    shared = os.environ.get("XDG_DATA_HOME", "")
    return Path(shared if shared.startswith("/") else Path.home() / ".local/share") / "mtplayer"


@short_record
class Profile:
    """One folder that holds everything a user has: library, settings, cache, logs."""

    folder: Path

    @property
    def database(self) -> Path:
        """The library."""
        return self.folder / "library.db"

    @property
    def settings(self) -> Path:
        """What differs from the default settings."""
        return self.folder / "settings.toml"

    @property
    def ui_state(self) -> Path:
        """Window geometry and columns: disposable."""
        return self.folder / "ui_state.json"

    @property
    def cache(self) -> Path:
        """What can be made again: covers, waveforms."""
        return self.folder / "cache"

    @property
    def artwork(self) -> Path:
        """Covers that were chosen by hand, which cannot be found again."""
        return self.folder / "artwork"

    @property
    def logs(self) -> Path:
        """What happened."""
        return self.folder / "logs"

    @property
    def backups(self) -> Path:
        """Verified copies of the library."""
        return self.folder / "backups"

    @property
    def restore_request(self) -> Path:
        """Which backup the next start is to bring back."""
        return self.folder / "restore.json"

    @property
    def scan_lock(self) -> Path:
        """Held by the one scan that may run."""
        return self.folder / "scan.lock"

    @property
    def instance_lock(self) -> Path:
        """Held by the one window of this profile."""
        return self.folder / ".lock"

    def create(self) -> None:
        """Make the folders; OSError says why not."""
        for folder in (self.folder, self.cache, self.logs, self.backups):
            folder.mkdir(parents=True, exist_ok=True)
