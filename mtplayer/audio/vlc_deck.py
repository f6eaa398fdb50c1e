"""A libVLC player that decodes; how its frames come to us is for those who derive from it."""

from abc import ABC, abstractmethod
from types import ModuleType
from typing import Any

from mtplayer.audio.deck import DeckOrder, News
from mtplayer.audio.overlay import Overlay
from mtplayer.audio.pcm_stream import PcmStream
from mtplayer.audio.vlc_engine import new_media, open_instance


class VlcDeck(ABC):
    """One libVLC instance; it decodes at the speed of the music, 1.1 s ahead."""

    def __init__(self, vlc: ModuleType, options: tuple[str, ...]) -> None:
        self._vlc = vlc
        self._instance = open_instance(vlc, options)
        self._player = self._instance.media_player_new()
        self._stream: PcmStream | None = None
        self._overlay: Overlay | None = None
        # The manager keeps the C callbacks alive: one collected while the player lives crashes.
        self._manager = self._player.event_manager()
        kinds: Any = getattr(vlc, "EventType")  # noqa: B009 - python-vlc has no types
        self._kinds = (kinds.MediaPlayerEndReached, kinds.MediaPlayerEncounteredError)
        for kind in self._kinds:
            self._manager.event_attach(kind, self._on_end)

    @abstractmethod
    def listen(self, stream: PcmStream) -> None:
        """Let what is about to be decoded come into ``stream``."""

    @abstractmethod
    def finish(self, stream: PcmStream) -> None:
        """Nothing more will be decoded; called on libVLC's threads too, so it only takes a note."""

    @abstractmethod
    def let_go(self, stream: PcmStream) -> None:
        """Wait until nothing comes any more; the player was stopped."""

    def play(self, order: DeckOrder) -> PcmStream:
        """Decode from now on."""
        media = self._media(order)
        for option in order.options:
            media.add_option(option)
        self._player.set_media(media)
        self._stream = stream = PcmStream(order.cut)
        self.listen(stream)
        self._player.play()
        media.release()
        return stream

    def set_paused(self, *, paused: bool) -> None:
        """Hold the decoder, or let it go on."""
        self._player.set_pause(int(paused))

    def news(self) -> News:
        """Return what the stream says of itself by now."""
        media = self._player.get_media()
        if media is None:
            return News()
        meta = self._vlc.Meta
        playing, name = media.get_meta(meta.NowPlaying), media.get_meta(meta.Title)
        artist = media.get_meta(meta.Artist)
        media.release()
        length = max(0, self._player.get_length())
        seekable = length > 0 and bool(self._player.is_seekable())
        if not playing and artist and name:
            # Ogg has no titles beside the sound: they are tags, where others have their name.
            return News("", f"{artist} - {name}", length, seekable)
        return News(name or "", playing or "", length, seekable)

    def stop(self) -> None:
        """Let go of the file; takes up to a second."""
        self._player.stop()
        self._player.set_media(None)
        if self._stream is not None:
            self.let_go(self._stream)
            self._stream = None
        if self._overlay is not None:
            self._overlay.close()
            self._overlay = None

    def close(self) -> None:
        """Let go of libVLC."""
        self.stop()
        for kind in self._kinds:
            self._manager.event_detach(kind)
        self._player.release()
        self._instance.release()

    def _media(self, order: DeckOrder) -> Any:
        if not order.patches and order.left_out[0] == order.left_out[1]:
            return new_media(self._instance, order.path)
        self._overlay = Overlay(order.path, order.patches, order.left_out)
        return self._overlay.media(self._vlc, self._instance)

    def _on_end(self, _event: object) -> None:
        # Not by way of the engine thread, which may be waiting for the first frames of this very
        # file: what cannot be decoded would be known after 5 s instead of 0.3. A player tells of
        # the end before ``stop`` returns, so it is this stream's.
        if (stream := self._stream) is not None:
            self.finish(stream)
