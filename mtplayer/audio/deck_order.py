"""How a file is to be decoded from a place in it."""

from bisect import bisect_right
from math import floor
from typing import Final

from mtplayer.audio.deck import DeckOrder
from mtplayer.audio.media_source import NEVER_IN_THE_MIDDLE, STARTS_EXACTLY
from mtplayer.audio.pcm_stream import Cut
from mtplayer.audio.plans.decode_plan import AVFORMAT, DecodePlan, Patch
from mtplayer.core.formats import is_audio, suffix_of
from mtplayer.core.playing.stations import is_stream

# Lossy sound begins in the middle with up to 180 ms of what an earlier packet would have completed.
_RUN_UP_MS: Final = 250
# A deck decodes 1.1 s ahead at once: a start this early is exact from the beginning.
_SOON_MS: Final = 900
_LARGEST: Final = 0xFFFFFFFF


def deck_order(path: bytes, plan: DecodePlan, start_ms: float = 0, speed: float = 1.0) -> DeckOrder:
    """Return how to decode ``path`` from ``start_ms`` of its music on."""
    suffix = suffix_of(path)
    if start_ms <= _SOON_MS or suffix in NEVER_IN_THE_MIDDLE:
        skip_ms = 0 if suffix in NEVER_IN_THE_MIDDLE else start_ms
        cut = Cut(plan, skip_ms=skip_ms, speed=speed)
        options = (*plan.options, *_faster(speed))
        return DeckOrder(path=path, options=options, patches=plan.patches, cut=cut)
    if is_stream(path):
        return _streamed(path, plan, start_ms)
    if plan.splices and plan.rate:
        return _spliced(path, plan, start_ms, speed)
    if plan.frame_bytes and plan.rate and plan.claimed is not None:
        return _from_frame(path, plan, round(start_ms * plan.rate / 1000), plan.claimed, speed)
    exact = suffix in STARTS_EXACTLY
    begin_ms, skip_ms = (start_ms, 0.0) if exact else _landing(plan, start_ms)
    wanted = [option for option in plan.options if option != AVFORMAT]
    wanted += [] if exact else [AVFORMAT]
    options = (*wanted, f":start-time={begin_ms / 1000:.6f}", *_faster(speed))
    cut = Cut(plan, from_start=False, skip_ms=skip_ms, speed=speed)
    return DeckOrder(path=path, options=options, patches=plan.patches, cut=cut)


def _spliced(path: bytes, plan: DecodePlan, start_ms: float, speed: float) -> DeckOrder:
    """Let libVLC see the file from the last place before the start on."""
    wished = start_ms * plan.rate / 1000
    at = bisect_right(plan.splices, wished, key=lambda splice: splice.frame) - 1
    frame, offset = plan.splices[max(0, at)]
    skip_ms = max(0.0, wished - frame) * 1000 / plan.rate
    return DeckOrder(
        path=path,
        options=(*plan.options, *_faster(speed)),
        patches=plan.patches,
        cut=Cut(plan, from_start=False, skip_ms=skip_ms, speed=speed),
        left_out=(plan.head_bytes, offset),
    )


def _from_frame(path: bytes, plan: DecodePlan, frame: int, claimed: int, speed: float) -> DeckOrder:
    """Let libVLC see a WAV file whose music begins at ``frame``."""
    # Not none: libVLC takes a length of 0 for an unknown one.
    frame = max(0, min(frame, claimed - 1))
    left = (claimed - frame) * plan.frame_bytes
    # What follows the music would be heard, if its length were that of the whole file.
    length = Patch(plan.head_bytes - 4, min(left, _LARGEST).to_bytes(4, "little"))
    return DeckOrder(
        path=path,
        options=(*plan.options, *_faster(speed)),
        patches=(*plan.patches, length),
        cut=Cut(plan, from_start=False, speed=speed),
        left_out=(plan.head_bytes, plan.head_bytes + frame * plan.frame_bytes),
    )


def _streamed(path: bytes, plan: DecodePlan, start_ms: float) -> DeckOrder:
    """Begin in the middle of what is at an address; HLS is no file that a demuxer could read."""
    is_file = is_audio(path.partition(b"?")[0])
    options = (*((AVFORMAT,) if is_file else ()), f":start-time={start_ms / 1000:.6f}")
    return DeckOrder(path=path, options=options, patches=(), cut=Cut(plan, from_start=False))


def _faster(speed: float) -> tuple[str, ...]:
    """Let libVLC's scaletempo keep the pitch."""
    return () if speed == 1.0 else (f":rate={speed:.3f}",)


def _landing(plan: DecodePlan, start_ms: float) -> tuple[float, float]:
    """Return what to ask libVLC for, and how much of what then comes is too early."""
    run_up_ms = 0 if plan.lossless else _RUN_UP_MS
    if plan.grid is None or not plan.rate:
        head_ms = plan.head * 1000 / plan.rate if plan.rate else 0.0
        return start_ms + head_ms - run_up_ms, run_up_ms
    step, shift = plan.grid
    wished = start_ms * plan.rate / 1000
    number = max(0, floor((wished - run_up_ms * plan.rate / 1000 - shift) / step))
    asked, landed = (number + 0.5) * step, number * step + shift
    return asked * 1000 / plan.rate, max(0.0, wished - landed) * 1000 / plan.rate
