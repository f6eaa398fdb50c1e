"""What is looked at while music plays: its words, its pictures, and the page of both."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from mtplayer.services.playing.lyrics import LyricsService
from mtplayer.services.sound.sound import looks_of
from mtplayer.services.sound.visualiser import VisualiserService
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.playback_controls import PlaybackControls
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.queue.queue_model import QueueModel
from mtplayer.ui.queue.queue_panel import EditableQueue
from mtplayer.ui.queue.queue_panel import Playback as QueuePlayback
from mtplayer.ui.services.services import Services
from mtplayer.wiring.foundation import Foundation
from mtplayer.wiring.sound import Sound

if TYPE_CHECKING:
    from mtplayer.ui.now_playing.page import NowPlaying

Maker = Callable[[Actions, PlaybackControls], "NowPlaying"]


class Looks:
    """Makes the services, and later the page."""

    def __init__(self, base: Foundation, sound: Sound) -> None:
        self._base, self._sound = base, sound
        self.lyrics = LyricsService(
            base.profile.database,
            base.readers,
            base.storage,
            base.files,
            base.write,
            base.tell,
            base.parent,
        )
        self.visualiser = VisualiserService(looks_of(sound.player), base.parent)

    def page_maker(self, theme: Theme, services: Services, covers: CoverCache) -> Maker:
        """Return how the page is made; what it needs is imported when it is first shown."""

        def make(actions: Actions, controls: PlaybackControls) -> "NowPlaying":
            from mtplayer.ui.now_playing.page import NowPlaying, NowPlayingParts

            queue = cast("EditableQueue", self._sound.queue)
            return NowPlaying(
                NowPlayingParts(
                    theme=theme,
                    services=services,
                    covers=covers,
                    state=self._base.state,
                    actions=actions,
                    controls=controls,
                    queue=queue,
                    playback=cast("QueuePlayback", self._sound.playback),
                    model=QueueModel(queue, self._base.rows),
                )
            )

        return make
