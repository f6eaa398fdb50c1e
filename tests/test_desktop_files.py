"""What the desktop reads about us is well formed and true."""

import subprocess
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QMimeDatabase
from PySide6.QtSvg import QSvgRenderer

import mtplayer
from mtplayer.core.formats import AUDIO_SUFFIXES
from mtplayer.runtime.paths import data_dir

RESOURCES = data_dir("resources")
DESKTOP_FILE = RESOURCES / "desktop" / "mtplayer.desktop"
METAINFO = RESOURCES / "desktop" / "mtplayer.metainfo.xml"


def _complaints(*command: str | Path) -> list[str]:
    """Return what a validator prints, nothing if it is content."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout + done.stderr).splitlines() if done.returncode else []


def _entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(DESKTOP_FILE, "utf-8")
    return dict(parser["Desktop Entry"])


def test_the_desktop_file_is_valid():
    assert _complaints("desktop-file-validate", DESKTOP_FILE) == []


def test_the_metainfo_is_valid():
    complaints = _complaints("appstreamcli", "validate", "--no-net", METAINFO)
    # There is no home page yet, which newer versions warn of.
    graver = [line for line in complaints if line.startswith(("E:", "W:"))]
    assert [line for line in graver if not line.endswith("url-homepage-missing")] == []
    assert graver or not complaints


def test_the_newest_release_is_this_version():
    release = ET.parse(METAINFO).find("releases/release")
    assert release is not None
    assert release.get("version") == mtplayer.__version__


def test_the_desktop_offers_us_every_format_that_we_play():
    offered = set(_entry()["MimeType"].strip(";").split(";"))
    database = QMimeDatabase()
    unknown = {
        suffix
        for suffix in AUDIO_SUFFIXES - {".mp4", ".asf"}  # mostly films: a video player's
        if not any(
            offered & {kind.name(), *kind.aliases()}
            for kind in database.mimeTypesForFileName("a" + suffix)
        )
    }
    assert unknown == set()


def test_the_icon_can_be_drawn():
    icon = QSvgRenderer(str(RESOURCES / "icons" / f"{_entry()['Icon']}.svg"))
    assert icon.isValid()
    assert icon.defaultSize().width() == icon.defaultSize().height()
