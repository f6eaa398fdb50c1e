"""Covers ready to paint: decoded, scaled and rounded by jobs, kept in memory."""

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPainterPath, QPen, QPixmap

from mtplayer.core.events import CoverReady
from mtplayer.core.ids import AlbumId
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal

if TYPE_CHECKING:
    from mtplayer.services.library.artwork import ArtworkService

MAX_BYTES = 128 * 1024 * 1024
JPEG_QUALITY = 88
# Three screens full of tiles.
MOST_WISHES = 200
COLOUR_PIXELS = 64
HAIRLINE = QColor(128, 128, 128, 46)
_RGB = QImage.Format.Format_RGB888
_SMOOTH = Qt.TransformationMode.SmoothTransformation
_KEEP = Qt.AspectRatioMode.KeepAspectRatio
_EXPAND = Qt.AspectRatioMode.KeepAspectRatioByExpanding


class _Key(NamedTuple):
    album: int
    pixels: int
    radius: int


class CoverCache(QObject):
    """An album's cover at a size, or None until a job has made it.

    Painting never waits: what is asked for and not here is made in the background, the newest
    wish first, and announced by ``ready``.
    """

    ready: TypedSignal[CoverReady] = signal()
    looked: TypedSignal[None] = signal()
    """A cover was looked for; whatever came of it is known to the service."""
    coloured: TypedSignal[AlbumId] = signal()
    """What colour this album's cover has is known now."""

    def __init__(
        self, artwork: "ArtworkService", jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._artwork = artwork
        self._jobs = jobs
        self._pixmaps: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._bytes = 0
        self._waiting: OrderedDict[_Key, Token] = OrderedDict()
        self._stale: set[_Key] = set()
        self._colours: dict[AlbumId, int | None] = {}
        self._measuring: set[AlbumId] = set()
        self._wishes = 0

    def pixmap(self, album: AlbumId | None, edge: int, radius: int, ratio: float) -> QPixmap | None:
        """Return the cover at ``edge`` logical pixels, or None while there is none.

        Costs a dictionary lookup; called for every visible row.
        """
        if album is None:
            return None
        key = _Key(album, round(edge * ratio), round(radius * ratio))
        try:
            self._pixmaps.move_to_end(key)
        except KeyError:
            self._wish(key, ratio)
            return None
        if key in self._stale:
            self._stale.discard(key)
            self._wish(key, ratio)
        return self._pixmaps[key]

    def colour(self, album: AlbumId) -> int | None:
        """Return the main colour of a cover as 0xRRGGBB, None while or if it has none."""
        if album not in self._colours and album not in self._measuring:
            self._measuring.add(album)
            self._jobs.run(
                lambda _: self._artwork.colour(album, scaled_jpeg, pixels_of),
                partial(self._measured, album),
                lambda _: self._measured(album, None),
                priority=self._next_priority(),
            )
        return self._colours.get(album)

    def forget(self, albums: set[AlbumId] | None = None) -> None:
        """Look again for the covers of these albums, or of all; old ones are seen until then."""
        self._artwork.forget(albums)
        for key in self._pixmaps:
            if albums is None or key.album in albums:
                self._stale.add(key)
        for album in [one for one in self._colours if albums is None or one in albums]:
            del self._colours[album]
        for album in {key.album for key in self._stale}:
            self.ready.emit(CoverReady(album=AlbumId(album), pixels=0))

    def busy(self) -> bool:
        """Whether covers are still being made."""
        return bool(self._waiting or self._measuring)

    def _wish(self, key: _Key, ratio: float) -> None:
        if key in self._waiting:
            return
        # Somebody scrolled past what was wished for long ago: when it is seen, it is asked for.
        while len(self._waiting) >= MOST_WISHES:
            self._waiting.popitem(last=False)[1].cancel()
        self._waiting[key] = self._jobs.run(
            partial(_make, self._artwork, key),
            partial(self._made, key, ratio),
            lambda _: self._failed(key),
            priority=self._next_priority(),
        )

    def _next_priority(self) -> int:
        # What is on screen now matters more than what was scrolled past.
        self._wishes += 1
        return self._wishes

    def _measured(self, album: AlbumId, colour: int | None) -> None:
        self.looked.emit(None)
        self._measuring.discard(album)
        self._colours[album] = colour
        self.coloured.emit(album)

    def _made(self, key: _Key, ratio: float, image: QImage | None) -> None:
        self.looked.emit(None)
        self._waiting.pop(key, None)
        if key in self._pixmaps:
            self._drop(key)
        pixmap = None
        if image is not None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            self._bytes += image.sizeInBytes()
        self._pixmaps[key] = pixmap
        while self._bytes > MAX_BYTES:
            self._drop(next(iter(self._pixmaps)))
        if pixmap is not None:
            self.ready.emit(CoverReady(album=AlbumId(key.album), pixels=key.pixels))

    def _failed(self, key: _Key) -> None:
        self._waiting.pop(key, None)
        self._pixmaps[key] = None

    def _drop(self, key: _Key) -> None:
        pixmap = self._pixmaps.pop(key)
        self._stale.discard(key)
        if pixmap is not None:
            self._bytes -= pixmap.width() * pixmap.height() * 4


def _make(artwork: "ArtworkService", key: _Key, token: Token) -> QImage | None:
    content = artwork.thumb(AlbumId(key.album), key.pixels, scaled_jpeg)
    token.check()
    return None if content is None else rounded(content, key.pixels, key.radius)


def scaled_jpeg(content: bytes, size: int) -> bytes | None:
    """Return a picture at most ``size`` on its longer edge as JPEG, None if it can't be read."""
    image = _decoded(content, lambda have: have.scaled(size, size, _KEEP), limit=size)
    if image is None:
        return None
    if image.hasAlphaChannel():
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(QColor(128, 128, 128))
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
        image = flat
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", JPEG_QUALITY)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(out.data()) or None


def is_picture(content: bytes) -> bool:
    """Whether a picture can be read; decodes it, so never on the UI thread."""
    return _decoded(content, lambda have: have, limit=COLOUR_PIXELS) is not None


def pixels_of(content: bytes) -> bytes:
    """Return a picture of 64 by 64 as three bytes for each pixel, nothing if it can't be read."""
    image = _decoded(content, lambda _: QSize(COLOUR_PIXELS, COLOUR_PIXELS))
    if image is None:
        return b""
    image = image.scaled(COLOUR_PIXELS, COLOUR_PIXELS).convertToFormat(_RGB)
    return bytes(image.constBits())


def rounded(content: bytes, pixels: int, radius: int) -> QImage | None:
    """Return a square of ``pixels`` with round corners and the hairline baked in."""
    image = _decoded(content, lambda have: have.scaled(pixels, pixels, _EXPAND))
    if image is None:
        return None
    image = image.scaled(pixels, pixels, _EXPAND, _SMOOTH)
    out = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(0)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, pixels, pixels), radius, radius)
    painter.setClipPath(path)
    painter.drawImage((pixels - image.width()) // 2, (pixels - image.height()) // 2, image)
    painter.setPen(QPen(HAIRLINE, 2))
    painter.drawPath(path)
    painter.end()
    return out


def _decoded(
    content: bytes, wanted: Callable[[QSize], QSize], *, limit: int | None = None
) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    have = reader.size()
    # A JPEG decodes at a fraction of its size in a fraction of the time: 3.3 against 7.0 ms.
    if have.isValid() and (limit is None or max(have.width(), have.height()) > limit):
        reader.setScaledSize(wanted(have))
    image = reader.read()
    return None if image.isNull() else image
