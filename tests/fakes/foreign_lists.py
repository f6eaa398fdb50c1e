"""Playlist files as VLC, Strawberry and Quod Libet write them, of three tracks in a folder.

The second name has a space, signs that mean something in addresses, and letters beyond ASCII.
"""

from pathlib import Path
from urllib.parse import quote

NAMES = ("01.flac", "02 Größe #1 & 50%.flac", "03.flac")
TITLES = ("Song 1", "Song 2", "Song 3")
ARTIST = "Glasshouse Radio"


def _addresses(folder: Path) -> list[str]:
    return [f"file://{quote(str(folder / name))}" for name in NAMES]


def _xml_name(text: str) -> str:
    return text.replace("&", "&amp;")


def vlc_m3u(folder: Path) -> str:
    lines = ["#EXTM3U"]
    for title, address in zip(TITLES, _addresses(folder), strict=True):
        lines += [f"#EXTINF:200,{ARTIST} - {title}", "#EXTVLCOPT:start-time=3", address]
    return "\n".join(lines) + "\n"


def vlc_m3u_relative(folder: Path) -> str:
    """Beside the playlist VLC leaves the folder out; the name stays encoded."""
    lines = ["#EXTM3U"]
    for title, name in zip(TITLES, NAMES, strict=True):
        lines += [f"#EXTINF:200,{ARTIST} - {title}", quote(f"{folder.name}/{name}")]
    return "\n".join(lines) + "\n"


def vlc_xspf(folder: Path) -> str:
    tracks = "".join(
        f"""\t\t<track>
\t\t\t<location>{address}</location>
\t\t\t<title>{title}</title>
\t\t\t<creator>{ARTIST}</creator>
\t\t\t<album>Slow Weather</album>
\t\t\t<trackNum>{number + 1}</trackNum>
\t\t\t<duration>200000</duration>
\t\t\t<extension application="http://www.videolan.org/vlc/playlist/0">
\t\t\t\t<vlc:id>{number}</vlc:id>
\t\t\t</extension>
\t\t</track>
"""
        for number, (title, address) in enumerate(zip(TITLES, _addresses(folder), strict=True))
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<playlist xmlns="http://xspf.org/ns/0/" \
xmlns:vlc="http://www.videolan.org/vlc/playlist/ns/0/" version="1">
\t<title>Playlist</title>
\t<trackList>
{tracks}\t</trackList>
\t<extension application="http://www.videolan.org/vlc/playlist/0">
\t\t<vlc:item tid="0"/>
\t\t<vlc:item tid="1"/>
\t\t<vlc:item tid="2"/>
\t</extension>
</playlist>
"""


def strawberry_m3u(folder: Path) -> str:
    lines = ["#EXTM3U"]
    for title, name in zip(TITLES, NAMES, strict=True):
        lines += [f"#EXTINF:200,{ARTIST} - {title}", str(folder / name)]
    return "\n".join(lines) + "\n"


def strawberry_pls(folder: Path) -> str:
    lines = ["[playlist]", "Version=2", "NumberOfEntries=3"]
    for number, (title, name) in enumerate(zip(TITLES, NAMES, strict=True), 1):
        lines.append(f"File{number}={folder.name}/{name}")
        lines += [f"Title{number}={title}", f"Length{number}=200"]
    return "\n".join(lines) + "\n"


def strawberry_xspf(folder: Path) -> str:
    """Relative paths are written encoded, and the cover beside them."""
    tracks = "".join(
        f"""        <track>
            <location>{_xml_name(quote(f"{folder.name}/{name}", safe="/&"))}</location>
            <title>{title}</title>
            <creator>{ARTIST}</creator>
            <album>Slow Weather</album>
            <duration>200000</duration>
            <trackNum>1</trackNum>
            <image>file:///home/me/.cache/cover.jpg</image>
        </track>
"""
        for title, name in zip(TITLES, NAMES, strict=True)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<playlist version="1" xmlns="http://xspf.org/ns/0/">
    <trackList>
{tracks}    </trackList>
</playlist>
"""


def quodlibet_xspf(folder: Path) -> str:
    """Since 4.6, in its folder “playlists”."""
    tracks = "".join(
        f"<track><location>{address}</location><title>{title}</title>"
        f"<creator>{ARTIST}</creator><album>Slow Weather</album><trackNum>1</trackNum>"
        "<duration>200000</duration></track>"
        for title, address in zip(TITLES, _addresses(folder), strict=True)
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<playlist version="1" xmlns="http://xspf.org/ns/0/"><title>Late trains</title>'
        "<date>2026-01-01T00:00:00</date><creator>Quod Libet 4.6.0</creator>"
        f"<trackList>{tracks}</trackList></playlist>"
    )


def quodlibet_lines(folder: Path) -> str:
    """Until then: one path a line, and a name without an ending."""
    return "".join(f"{folder / name}\n" for name in NAMES)


def quodlibet_m3u(folder: Path) -> str:
    """By its export plugin, with relative paths and the length it read."""
    lines = ["#EXTM3U"]
    for title, name in zip(TITLES, NAMES, strict=True):
        lines += [f"#EXTINF:200,{ARTIST} - {title}", f"./{folder.name}/{name}"]
    return "\r\n".join(lines) + "\r\n"


WRITERS = {
    "vlc.m3u": vlc_m3u,
    "vlc relative.m3u8": vlc_m3u_relative,
    "vlc.xspf": vlc_xspf,
    "strawberry.m3u": strawberry_m3u,
    "strawberry.pls": strawberry_pls,
    "strawberry.xspf": strawberry_xspf,
    "quod libet.xspf": quodlibet_xspf,
    "quod%20libet": quodlibet_lines,
    "quod libet.m3u": quodlibet_m3u,
}
