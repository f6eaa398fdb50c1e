"""Real music files of every format, made once per test session and cheap to copy.

What ffmpeg can encode is a tone of 0.6 s; DSF, DFF, Monkey's Audio and Musepack have no encoder
here and get a hand-built header before noise.
"""

import functools
import struct
import subprocess
import tempfile
from pathlib import Path

SECONDS = 0.6
RATE = 44100
KINDS = (
    "mp3", "vbr.mp3", "m4a", "alac.m4a", "flac", "ogg", "opus", "spx", "flac.oga", "wav", "aiff",
    "wma", "wv", "tta", "aac", "mka", "dsf", "dff", "ape", "sv7.mpc", "sv8.mpc",
)  # fmt: skip
_ENCODERS = {
    "mp3": ["-c:a", "libmp3lame", "-b:a", "128k", "-write_xing", "0"],
    "vbr.mp3": ["-c:a", "libmp3lame", "-q:a", "4"],
    "m4a": ["-c:a", "aac", "-b:a", "96k"],
    "alac.m4a": ["-c:a", "alac"],
    "flac": ["-c:a", "flac"],
    "ogg": ["-c:a", "libvorbis", "-q:a", "3"],
    "opus": ["-c:a", "libopus", "-b:a", "64k"],
    "spx": ["-c:a", "libspeex", "-ar", "16000", "-ac", "1"],
    "flac.oga": ["-c:a", "flac", "-f", "ogg"],
    "wav": ["-c:a", "pcm_s16le"],
    "aiff": ["-c:a", "pcm_s16be"],
    "wma": ["-c:a", "wmav2", "-b:a", "96k"],
    "wv": ["-c:a", "wavpack"],
    "tta": ["-c:a", "tta"],
    "aac": ["-c:a", "aac", "-b:a", "96k", "-f", "adts"],
    "mka": ["-c:a", "flac"],
}
ENCODED = tuple(_ENCODERS)


@functools.cache
def encoded(frequency: int = 440, seconds: float = SECONDS) -> dict[str, bytes]:
    """Return one file of each format that ffmpeg writes; 0.6 s of work, once per session."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i"]
        command += [f"sine=frequency={frequency}:sample_rate={RATE}:duration={seconds}"]
        for kind, options in _ENCODERS.items():
            command += ["-map_metadata", "-1", "-fflags", "+bitexact", "-ac", "2"]
            command += [*options, f"{folder}/x.{kind}"]
        subprocess.run(command, check=True)
        return {kind: Path(folder, f"x.{kind}").read_bytes() for kind in _ENCODERS}


@functools.cache
def varying_mp3() -> bytes:
    """Return twenty seconds of a bitrate that varies, without the table of how long they are."""
    sound = f"aevalsrc=if(lt(t\\,12)\\,0.001*sin(300*t)\\,random(0)):d=20:s={RATE}"
    with tempfile.TemporaryDirectory() as folder:
        command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", sound]
        command += ["-c:a", "libmp3lame", "-q:a", "4", "-write_xing", "0", "-map_metadata", "-1"]
        subprocess.run([*command, f"{folder}/x.mp3"], check=True)
        return Path(folder, "x.mp3").read_bytes()


def music(kind: str, frequency: int = 440) -> bytes:
    """Return a file of this kind; another frequency is another recording."""
    built = _BUILT.get(kind)
    return built(frequency) if built else encoded(frequency)[kind]


def noise(size: int, seed: int) -> bytes:
    """Return bytes that repeat nowhere and never change."""
    import random

    return random.Random(seed).randbytes(size)


def dsf(seed: int = 440, *, samples: int = 70_560) -> bytes:
    """Build a stereo DSD64 file; 70,560 samples are 25 ms."""
    data = noise(2 * 4096 * -(-samples // 8 // 4096), seed)
    form = struct.pack("<4sQIIIIIIQII", b"fmt ", 52, 1, 0, 2, 2, 2822400, 1, samples, 4096, 0)
    body = form + struct.pack("<4sQ", b"data", 12 + len(data)) + data
    return struct.pack("<4sQQQ", b"DSD ", 28, 28 + len(body), 0) + body


def dff(seed: int = 440, *, samples: int = 70_560) -> bytes:
    """Build a stereo DSDIFF file."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">4sQ", name, len(content)) + content + b"\0" * (len(content) & 1)

    properties = b"SND " + chunk(b"FS  ", struct.pack(">I", 2822400))
    properties += chunk(b"CHNL", struct.pack(">H", 2) + b"SLFTSRGT")
    properties += chunk(b"CMPR", b"DSD \x0enot compressed\0")
    content = b"DSD " + chunk(b"FVER", struct.pack(">I", 0x01050000)) + chunk(b"PROP", properties)
    return chunk(b"FRM8", content + chunk(b"DSD ", noise(samples // 4, seed)))


def ape(seed: int = 440, *, frames: int = 2, block: int = 9216, last: int = 4410) -> bytes:
    """Build a Monkey's Audio 3.99 file."""
    data = noise(20_000, seed)
    head = struct.pack("<4sHHIIIIIII16s", b"MAC ", 3990, 0, 52, 24, 0, 0, len(data), 0, 0, b"")
    return head + struct.pack("<HHIIIHHI", 2000, 0, block, last, frames, 16, 2, RATE) + data


def musepack7(seed: int = 440, *, frames: int = 24) -> bytes:
    """Build a Musepack file of stream version 7 with a gain of its own."""
    head = struct.pack("<3sBIIHhHhII", b"MP+", 7, frames, 0, 30_000, -725, 32_000, -800, 0, 0)
    return head + noise(20_000, seed)


def musepack8(seed: int = 440, *, samples: int = 26_460) -> bytes:
    """Build a Musepack file of stream version 8."""

    def number(value: int) -> bytes:
        out = [value & 0x7F]
        while value := value >> 7:
            out.append(value & 0x7F | 0x80)
        return bytes(reversed(out))

    def packet(key: bytes, body: bytes) -> bytes:
        return key + number(len(body) + 3) + body

    header = packet(b"SH", bytes(4) + b"\x08" + number(samples) + number(0) + b"\x00\x10")
    gain = packet(b"RG", b"\x01" + struct.pack(">hhhh", 18_450, 20_000, 18_600, 21_000))
    # A packet's length counts its own two bytes of key and its length: two bytes above 127.
    data = noise(20_000, seed)
    sound = b"AP" + number(len(data) + 5) + data
    return b"MPCK" + header + gain + sound + packet(b"SE", b"")


_BUILT = {"dsf": dsf, "dff": dff, "ape": ape, "sv7.mpc": musepack7, "sv8.mpc": musepack8}
