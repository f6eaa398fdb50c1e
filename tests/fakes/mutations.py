"""Music files of every format, damaged by chance: the same seed gives the same damage."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.fakes import music, tagging

_ODD = (0, 1, 0x7F, 0x80, 0xFE, 0xFF)
_LONG = {**tagging.SAID, "title": "long " * 400}


def files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents, the formats in turn."""
    chance = random.Random(seed)
    whole = _whole()
    for number in range(count):
        kind = music.KINDS[number % len(music.KINDS)]
        yield f"{number:05}.{kind}", mutated(chance.choice(whole[kind]), chance)


def _whole() -> dict[str, list[bytes]]:
    """Return each format without tags, with all of them, with a cover, and with long ones."""
    made: dict[str, list[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in music.KINDS:
            path = Path(folder) / f"x.{kind}"
            path.write_bytes(music.music(kind))
            made[kind] = [path.read_bytes()]
            for said, cover in ((tagging.SAID, False), (tagging.SAID, True), (_LONG, True)):
                if kind in tagging.TAGGED:
                    tagging.tag(path, said, cover=cover)
                    made[kind].append(path.read_bytes())
    return made


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the file with one kind of damage."""
    return chance.choice(_DAMAGES)(bytearray(data), chance)


def _flipped(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 5, 50, 500))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(min(len(data), chance.choice((100, 5000, len(data)))))])


def _noise_in_tags(data: bytearray, chance: random.Random) -> bytes:
    begin, end = _tag_area(data, chance)
    size = chance.choice((1, 4, 30, 300))
    at = chance.randrange(begin, max(begin + 1, end - size))
    data[at : at + size] = chance.randbytes(size)
    return bytes(data)


def _odd_bytes_in_tags(data: bytearray, chance: random.Random) -> bytes:
    """Write what lengths and flags are worst at: none, all ones, the sign."""
    begin, end = _tag_area(data, chance)
    for _ in range(chance.choice((1, 4, 16))):
        at = chance.randrange(begin, end)
        data[at : at + 4] = bytes(chance.choice(_ODD) for _ in range(4))
    return bytes(data)


def _moved(data: bytearray, chance: random.Random) -> bytes:
    """Take bytes out here, put some in there."""
    begin, end = _tag_area(data, chance)
    at, size = chance.randrange(begin, end), chance.choice((1, 7, 600))
    if chance.random() < 0.5:
        del data[at : at + size]
    else:
        data[at:at] = chance.randbytes(size)
    return bytes(data)


def _tag_area(data: bytearray, chance: random.Random) -> tuple[int, int]:
    """Return where words stand: around the title, else the beginning or the end."""
    title = tagging.SAID["title"][:4]
    for encoding in ("utf-8", "utf-16-le"):
        at = data.find(title.encode(encoding))
        if at >= 0 and chance.random() < 0.7:
            return max(0, at - 400), min(len(data), at + 800)
    return (0, min(len(data), 600)) if chance.random() < 0.6 else (len(data) * 9 // 10, len(data))


_DAMAGES = (_flipped, _cut, _noise_in_tags, _odd_bytes_in_tags, _moved)
