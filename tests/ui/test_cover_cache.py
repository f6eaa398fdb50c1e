import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.artwork import AlbumSources
from mtplayer.files.thumb_store import ThumbStore
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.artwork import ArtworkService
from mtplayer.ui.look.cover_cache import CoverCache


def encoded(colour, width=300, height=300):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return out.data()


class Folders:
    """One directory per album."""

    def __init__(self, root):
        self.root = root
        self.asked = []

    def of_album(self, album):
        self.asked.append(album)
        return AlbumSources(directories=(str(self.root / str(album)).encode(),))

    def close(self):
        self.asked.append("closed")


@pytest.fixture
def folders(tmp_path):
    for album, colour in ((1, "red"), (2, "blue")):
        (tmp_path / str(album)).mkdir()
        (tmp_path / str(album) / "cover.png").write_bytes(encoded(colour, 300, 200))
    (tmp_path / "3").mkdir()
    (tmp_path / "4").mkdir()
    (tmp_path / "4" / "cover.jpg").write_bytes(b"not a picture")
    return Folders(tmp_path)


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs("covers", 2)
    yield jobs
    assert jobs.close(5000)


@pytest.fixture
def covers(folders, jobs, tmp_path):
    artwork = ArtworkService(lambda: folders, ThumbStore(tmp_path / "thumbs"))
    return CoverCache(artwork, jobs)


def test_a_cover_arrives_at_the_size_asked(covers, qtbot):
    assert covers.pixmap(AlbumId(1), 20, 3, 2.0) is None
    with qtbot.waitSignal(covers.ready) as caught:
        pass
    assert caught.args[0].album == 1
    pixmap = covers.pixmap(AlbumId(1), 20, 3, 2.0)
    assert (pixmap.width(), pixmap.height(), pixmap.devicePixelRatio()) == (40, 40, 2.0)
    image = pixmap.toImage()
    assert image.pixelColor(20, 20).red() > 240
    assert image.pixelColor(0, 0).alpha() < 40


def test_albums_without_a_readable_cover_are_asked_once(covers, folders, qtbot):
    for album in (3, 4):
        assert covers.pixmap(AlbumId(album), 20, 3, 1.0) is None
    qtbot.waitUntil(lambda: not covers.busy())
    for album in (3, 4):
        assert covers.pixmap(AlbumId(album), 20, 3, 1.0) is None
    assert not covers.busy()
    assert sorted(folders.asked) == [3, 4]


def test_a_second_size_comes_from_disk_and_a_forgotten_one_is_read_again(covers, folders, qtbot):
    covers.pixmap(AlbumId(1), 20, 3, 1.0)
    qtbot.waitUntil(lambda: not covers.busy())
    covers.pixmap(AlbumId(1), 36, 4, 1.0)
    qtbot.waitUntil(lambda: not covers.busy())
    assert folders.asked == [1]
    (folders.root / "1" / "cover.png").write_bytes(encoded("lime"))
    covers.forget({AlbumId(1)})
    covers.pixmap(AlbumId(1), 20, 3, 1.0)
    qtbot.waitUntil(lambda: not covers.busy())
    assert covers.pixmap(AlbumId(1), 20, 3, 1.0).toImage().pixelColor(10, 10).green() > 240


def test_e5_memory_is_bounded(covers, qtbot, monkeypatch):
    monkeypatch.setattr("mtplayer.ui.look.cover_cache.MAX_BYTES", 2 * 100 * 100 * 4)
    for edge in (98, 99, 100):
        covers.pixmap(AlbumId(1), edge, 3, 1.0)
        qtbot.waitUntil(lambda: not covers.busy())
    assert covers.pixmap(AlbumId(1), 100, 3, 1.0) is not None
    assert covers.pixmap(AlbumId(1), 98, 3, 1.0) is None
    qtbot.waitUntil(lambda: not covers.busy())
