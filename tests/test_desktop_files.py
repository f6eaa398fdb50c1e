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


def _validate(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _entry() -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(DESKTOP_FILE, "utf-8")
    return dict(parser["Desktop Entry"])


def test_the_desktop_file_is_valid():
    _validate("desktop-file-validate", DESKTOP_FILE)


def test_the_metainfo_is_valid():
    _validate("appstreamcli", "validate", "--no-net", METAINFO)


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
