"""Files that are no music, or hardly: by name, what is in them, and whether they still sound."""

import struct
import zlib

from tests.fakes import music

_ID3_LYING = b"ID3\4\0\0\x7f\x7f\x7f\x7f"


def _page(serial, sequence, packets, *, flags=0, granule=0):
    lacing = b"".join(b"\xff" * (len(p) // 255) + bytes([len(p) % 255]) for p in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, flags, granule, serial, sequence, 0)
    return head + bytes([len(lacing)]) + lacing + b"".join(packets)


def _png():
    def chunk(name, data):
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", music.noise(4000, 3))


def _overlong(data, at):
    """Let a length among the words be larger than the file."""
    return data[:at] + b"\x7f\xff\xff\x7f" + data[at + 4 :]


def broken() -> dict[str, bytes]:
    """Return what must be counted as failed, with a reason."""
    mp4 = music.music("m4a")
    flac = music.music("flac")
    ogg = music.music("ogg")
    wav = music.music("wav")
    return {
        "zero.mp3": b"",
        "zero.flac": b"",
        "one byte.mp3": b"\xff",
        "one byte.ogg": b"O",
        "text.mp3": b"This is not music.\n" * 200,
        "text.flac": b"This is not music either.\n" * 200,
        "text.wma": b"No.\n" * 2000,
        "picture.mp3": _png(),
        "picture.m4a": _png(),
        "random.mp3": music.noise(50_000, 7),
        "random.m4a": music.noise(50_000, 8),
        "random.ape": music.noise(50_000, 9),
        "zeros.mp3": bytes(100_000),
        "zeros.wav": bytes(100_000),
        "tag only.mp3": b"ID3\4\0\0\0\0\0\x10TIT2\0\0\0\2\0\0\3aXXXX",
        "lying tag.mp3": _ID3_LYING + b"TIT2\0\0\0\2\0\0\3a" + bytes(2000),
        "first bytes.flac": flac[:30],
        "header only.flac": flac[: flac.index(b"\xff\xf8")],
        "header only.wav": wav[:44],
        "no format.wav": b"RIFF" + struct.pack("<I", 2004) + b"WAVEdata" + bytes(2000),
        "no data.aiff": music.music("aiff")[:38],
        "first page.ogg": ogg[:58],
        "headers only.ogg": ogg[: ogg.rindex(b"OggS")],
        "theora.ogg": _page(1, 0, [b"\x80theora" + bytes(40)], flags=2),
        "no streams.opus": _page(1, 0, [b"fishead\0" + bytes(56)], flags=2),
        "no index.m4a": mp4[: mp4.index(b"moov") - 4],
        "no sound.m4a": mp4[: mp4.index(b"mdat") - 4] + mp4[mp4.index(b"moov") - 4 :],
        "brand only.mp4": mp4[:28],
        "header only.wma": music.music("wma")[:30],
        "cut header.wma": music.music("wma")[:200],
        "cut.ape": music.music("ape")[:40],
        "cut.wv": music.music("wv")[:20],
        "cut.tta": music.music("tta")[:15],
        "cut.mpc": music.music("sv8.mpc")[:12],
        "cut.dsf": music.music("dsf")[:60],
        "cut.dff": music.music("dff")[:40],
        "random.aac": music.noise(30_000, 11),
        "cut.mka": b"\x1a\x45\xdf\xa3",
    }


def damaged() -> dict[str, bytes]:
    """Return what is damaged and still gives sound: it has to be listed."""
    mp3, ogg, flac = music.music("mp3"), music.music("ogg"), music.music("flac")
    return {
        "words.flac": _overlong(flac, flac.index(b"ffmpeg") - 4),
        "words.ogg": _overlong(ogg, ogg.index(b"\x03vorbis") + 7),
        "words.m4a": _overlong(music.music("m4a"), music.music("m4a").index(b"ilst") + 4),
        "half.mp3": mp3[: len(mp3) // 2],
        "half.flac": flac[: len(flac) * 4 // 5],
        "half.wav": music.music("wav")[:50_000],
        "half.wma": music.music("wma")[:7000],
        "half.wv": music.music("wv")[:9000],
        "cut page.ogg": ogg[:-100],
        "junk before.mp3": music.noise(5000, 13) + music.encoded(440, 3)["mp3"],
        "bad size.mp3": b"ID3\4\0\0\x80\x80\x80\x80" + bytes(300) + mp3,
        "lying tag.mp3": _ID3_LYING + mp3,
        "wrong ending.mp3": flac,
        "wrong ending.flac": mp3,
        "huge tag.mp3": b"ID3\3\0\0\0\x7f\x7f\x7f" + bytes(0x1FFFFF) + mp3,
    }
