"""What happens to the sound on its way to the device, in words."""

from typing import Final

from mtplayer.core.sound.sound import FULL_VOLUME, SignalPath
from mtplayer.ui.text import decimal, number, tr

_KILO: Final = 1000
_MINUS: Final = "\u2212"


def rate_words(rate: int, bits: int = 0) -> str:
    """Return ``24-bit, 96 kHz``."""
    hertz = tr("sound", "{n} kHz").format(n=decimal(rate / _KILO))
    return tr("sound", "{bits}-bit, {rate}").format(bits=bits, rate=hertz) if bits else hertz


def device_words(path: SignalPath) -> str:
    """Return the device: the one that was chosen, or the system's."""
    return path.device or tr("sound", "System default")


def summary(path: SignalPath) -> str:
    """Return where it comes out and as what: ``USB DAC · 24-bit, 96 kHz``."""
    bits = path.file_bits if path.untouched else 0
    return f"{device_words(path)} · {rate_words(path.device_rate, bits)}"


def lines(path: SignalPath, codec: str = "") -> list[str]:
    """Return every station, from the file to the device."""
    file = " · ".join(filter(None, (codec.upper(), rate_words(path.file_rate, path.file_bits))))
    return [
        file,
        tr("sound", "Decoded by {decoder}").format(decoder=path.decoder),
        _changed(path),
        *_resampled(path),
        _put_out(path),
    ]


def _changed(path: SignalPath) -> str:
    parts: list[str] = []
    if path.speed != 1.0:
        parts.append(tr("sound", "speed {n}").format(n=f"{decimal(path.speed)}×"))
    if path.gain_db:
        sign = _MINUS if path.gain_db < 0 else "+"
        gain = f"{sign}{decimal(abs(path.gain_db))}"
        parts.append(tr("sound", "gain {n} dB").format(n=gain))
    if path.equalized:
        parts.append(tr("sound", "equalizer"))
    if path.volume != FULL_VOLUME:
        parts.append(tr("sound", "volume {n} %").format(n=number(path.volume)))
    if not parts:
        return tr("sound", "Not changed")
    words = " · ".join(parts)
    return words[0].upper() + words[1:]


def _resampled(path: SignalPath) -> list[str]:
    if not path.resampled:
        return []
    return [tr("sound", "Resampled to {rate}").format(rate=rate_words(path.device_rate))]


def _put_out(path: SignalPath) -> str:
    how = tr("sound", "exclusive") if path.exclusive else tr("sound", "shared with other programs")
    out = (device_words(path), path.backend, rate_words(path.device_rate), how)
    return " · ".join(out)
