"""Where the parts of Now Playing stand in a window of a size."""

from typing import Final, NamedTuple

from PySide6.QtCore import QRect

from mtplayer.ui.look.theme import Theme
from mtplayer.ui.now_playing.song_card import SHADOW

_SIDE, _SIDE_COMPACT = 64, 36
_HEAD, _HEAD_COMPACT = 56, 48
_COVER, _COVER_COMPACT = 420, 300
_LEAST_COVER: Final = 120
# Below these a window is small, and shows one thing beside the cover.
_WIDE_FROM, _HIGH_FROM = 1000, 680
# Under the cover: names, stars and what it is made of.
_NAMES, _NAMES_COMPACT = 132, 72
_UP_NEXT: Final = 272
_GAP, _GAP_COMPACT = 72, 48
_TIMES: Final = 22
_FOOT, _FOOT_COMPACT = 96, 80


class Places(NamedTuple):
    """Rectangles as if one reads from left to right; ``edge`` is the cover's."""

    compact: bool
    edge: int
    head: QRect
    card: QRect
    beside: QRect
    up_next: QRect
    seek: QRect
    foot: QRect

    def centred(self) -> "Places":
        """Return the same with nothing beside the cover."""
        card = QRect(self.card)
        card.moveLeft(self.seek.center().x() - card.width() // 2)
        return self._replace(card=card)


def places(area: QRect, theme: Theme) -> Places:
    """Return where everything stands."""
    compact = area.width() < _WIDE_FROM or area.height() < _HIGH_FROM
    side = _SIDE_COMPACT if compact else _SIDE
    head = QRect(0, 0, area.width(), _HEAD_COMPACT if compact else _HEAD)
    foot = QRect(side, 0, area.width() - 2 * side, _FOOT_COMPACT if compact else _FOOT)
    foot.moveBottom(area.bottom() - theme.space.s4)
    seek = QRect(side, 0, foot.width(), theme.size.wave_big + _TIMES)
    seek.moveBottom(foot.top() - 1)
    top = head.bottom() + 1 + (theme.space.s16 if compact else theme.space.s28)
    room = seek.top() - top - (theme.space.s20 if compact else theme.space.s28)
    names, most = (_NAMES_COMPACT, _COVER_COMPACT) if compact else (_NAMES, _COVER)
    edge = max(_LEAST_COVER, min(most, room - names))
    # The card is larger than its cover by the shadow.
    card = QRect(side - SHADOW, top - SHADOW, edge + 2 * SHADOW, room + SHADOW + theme.space.s20)
    gap = _GAP_COMPACT if compact else _GAP
    up_next = QRect(area.width() - side + theme.space.s16 - _UP_NEXT, top, _UP_NEXT, room)
    left = side + edge + gap
    right = area.width() - side if compact else up_next.left() - theme.space.s44
    beside = QRect(left, top, right - left, room)
    return Places(compact, edge, head, card, beside, up_next, seek, foot)
