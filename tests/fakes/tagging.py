"""Tags written with mutagen into the files of fakes/music, in every family of tags."""

import struct
from pathlib import Path

import mutagen
from mutagen import (
    aiff,
    apev2,
    asf,
    dsdiff,
    dsf,
    flac,
    id3,
    mp4,
    oggflac,
    oggopus,
    oggspeex,
    oggvorbis,
    trueaudio,
    wave,
)
from mutagen.id3 import ID3

MBID = "8f3471b5-7e6a-48da-86a9-c1c07a0f47a{}"
# One value per field, as the tags below say it.
SAID = {
    "title": "Jóga (état d'urgence)",
    "artists": ("Björk", "Мумий Тролль"),
    "album": "Homogenic ~ 東京",
    "album_artists": ("Björk",),
    "track": 3,
    "track_total": 12,
    "disc": 1,
    "disc_total": 2,
    "date": "1997-09-22",
    "original_date": "1996",
    "genres": ("Trip-Hop", "Łódź wave"),
    "composers": ("Björk Guðmundsdóttir", "Sjón"),
    "conductors": ("Eumir Deodato",),
    "lyricists": ("Sjón",),
    "remixers": ("Mark Bell",),
    "comment": "emotional landscapes",
    "grouping": "Iceland",
    "label": "One Little Indian",
    "isrc": "GBAYE9700101",
    "bpm": 88,
    "compilation": True,
    "title_sort": "Joga",
    "artist_sort": "Bjork",
    "album_sort": "Homogenic",
    "album_artist_sort": "Bjork, A",
    "composer_sort": "Gudmundsdottir",
    "performer_sort": "Sjon",
    "mood": "glacial",
    "initial_key": "Dm",
    "disc_subtitle": "The Quiet Half",
    "recording_mbid": MBID.format(1),
    "track_mbid": MBID.format(2),
    "release_mbid": MBID.format(3),
    "release_group_mbid": MBID.format(4),
    "artist_mbids": (MBID.format(5), MBID.format(6)),
    "album_artist_mbids": (MBID.format(7),),
    "track_gain": -7.25,
    "track_peak": 0.987654,
    "album_gain": -6.5,
    "album_peak": 0.99,
    "has_lyrics": True,
}
# What free-form names call the fields (Vorbis comments, and with spaces elsewhere).
VORBIS = {
    "title": "TITLE", "artists": "ARTIST", "album": "ALBUM", "album_artists": "ALBUMARTIST",
    "track": "TRACKNUMBER", "track_total": "TRACKTOTAL", "disc": "DISCNUMBER",
    "disc_total": "DISCTOTAL", "date": "DATE", "original_date": "ORIGINALDATE",
    "genres": "GENRE", "composers": "COMPOSER", "conductors": "CONDUCTOR",
    "lyricists": "LYRICIST", "remixers": "REMIXER", "comment": "COMMENT",
    "grouping": "GROUPING", "label": "LABEL", "isrc": "ISRC", "bpm": "BPM",
    "compilation": "COMPILATION", "title_sort": "TITLESORT", "artist_sort": "ARTISTSORT",
    "album_sort": "ALBUMSORT", "album_artist_sort": "ALBUMARTISTSORT",
    "composer_sort": "COMPOSERSORT", "performer_sort": "PERFORMERSORT", "mood": "MOOD",
    "initial_key": "INITIALKEY", "disc_subtitle": "DISCSUBTITLE",
    "recording_mbid": "MUSICBRAINZ_TRACKID",
    "track_mbid": "MUSICBRAINZ_RELEASETRACKID", "release_mbid": "MUSICBRAINZ_ALBUMID",
    "release_group_mbid": "MUSICBRAINZ_RELEASEGROUPID", "artist_mbids": "MUSICBRAINZ_ARTISTID",
    "album_artist_mbids": "MUSICBRAINZ_ALBUMARTISTID", "track_gain": "REPLAYGAIN_TRACK_GAIN",
    "track_peak": "REPLAYGAIN_TRACK_PEAK", "album_gain": "REPLAYGAIN_ALBUM_GAIN",
    "album_peak": "REPLAYGAIN_ALBUM_PEAK", "has_lyrics": "LYRICS",
}  # fmt: skip
PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40
TAGGED = (
    "mp3", "vbr.mp3", "m4a", "alac.m4a", "flac", "ogg", "opus", "spx", "flac.oga", "wav", "aiff",
    "wma", "wv", "tta", "aac", "dsf", "dff", "ape", "sv7.mpc", "sv8.mpc",
)  # fmt: skip


def said(field, said=SAID):
    """Return what a field says as a list of texts."""
    value = said[field]
    if field.endswith("_gain"):
        return [f"{value} dB"]
    if value is True:
        return ["1"] if field == "compilation" else ["la la la"]
    return [str(v) for v in value] if isinstance(value, tuple) else [str(value)]


def tag(path: Path, said_=SAID, *, cover=False, padding=None, comment="") -> None:
    """Write all of ``said_`` into a file in the way of its format."""
    said_ = {**said_, "comment": comment} if comment else said_
    kind = path.name.split(".", 1)[1]
    if kind in ("mp3", "vbr.mp3", "aac"):
        id3_tag(path, said_, cover=cover)
    elif kind in ("wav", "aiff", "dsf", "dff", "tta"):
        opened = {"wav": wave.WAVE, "aiff": aiff.AIFF, "dsf": dsf.DSF, "dff": dsdiff.DSDIFF,
                  "tta": trueaudio.TrueAudio}[kind](path)  # fmt: skip
        if opened.tags is None:
            opened.add_tags()
        id3_frames(opened.tags, said_, cover=cover)
        opened.save()
    elif kind in ("m4a", "alac.m4a"):
        mp4_tag(path, said_, cover=cover)
    elif kind == "wma":
        asf_tag(path, said_, cover=cover)
    elif kind in ("ape", "wv", "sv7.mpc", "sv8.mpc"):
        ape_tag(path, said_, cover=cover)
    else:
        vorbis_tag(path, kind, said_, cover=cover)


def vorbis_tag(path, kind, said_=SAID, *, cover=False):
    opened = {"flac": flac.FLAC, "ogg": oggvorbis.OggVorbis, "opus": oggopus.OggOpus,
              "spx": oggspeex.OggSpeex, "flac.oga": oggflac.OggFLAC}[kind](path)  # fmt: skip
    opened.delete()
    if opened.tags is None:
        opened.add_tags()
    for field in said_:
        opened.tags[VORBIS[field]] = said(field, said_)
    if cover:
        picture = flac.Picture()
        picture.type, picture.mime, picture.data = 3, "image/jpeg", PICTURE
        if kind == "flac":
            opened.add_picture(picture)
        else:
            import base64

            encoded = base64.b64encode(picture.write()).decode()
            opened.tags["METADATA_BLOCK_PICTURE"] = [encoded]
    opened.save()


def id3_tag(path, said_=SAID, *, version=4, encoding=3, cover=False, v1=0):
    tags = ID3()
    id3_frames(tags, said_, encoding=encoding, cover=cover)
    if version == 3:
        tags.update_to_v23()
    tags.save(path, v2_version=version, v1=v1, v23_sep=None)


_TEXT = {
    "title": "TIT2", "artists": "TPE1", "album": "TALB", "album_artists": "TPE2",
    "date": "TDRC", "original_date": "TDOR", "genres": "TCON", "composers": "TCOM",
    "conductors": "TPE3", "lyricists": "TEXT", "remixers": "TPE4", "grouping": "TIT1",
    "label": "TPUB", "isrc": "TSRC", "bpm": "TBPM", "compilation": "TCMP",
    "title_sort": "TSOT", "artist_sort": "TSOP", "album_sort": "TSOA",
    "album_artist_sort": "TSO2", "composer_sort": "TSOC", "mood": "TMOO", "initial_key": "TKEY",
    "disc_subtitle": "TSST",
}  # fmt: skip
_FREE = {
    "track_mbid": "MusicBrainz Release Track Id", "release_mbid": "MusicBrainz Album Id",
    "release_group_mbid": "MusicBrainz Release Group Id",
    "artist_mbids": "MusicBrainz Artist Id",
    "album_artist_mbids": "MusicBrainz Album Artist Id",
    "track_gain": "replaygain_track_gain", "track_peak": "REPLAYGAIN_TRACK_PEAK",
    "album_gain": "REPLAYGAIN_ALBUM_GAIN", "album_peak": "replaygain_album_peak",
    "performer_sort": "PERFORMERSORT",
}  # fmt: skip


def id3_frames(tags, said_=SAID, *, encoding=3, cover=False):
    tags.clear()
    for field in said_:
        if field in _TEXT:
            tags.add(getattr(id3, _TEXT[field])(encoding=encoding, text=said(field, said_)))
        elif field in _FREE:
            name, values = _FREE[field], said(field, said_)
            tags.add(id3.TXXX(encoding=encoding, desc=name, text=values))
    for field, frame in (("track", id3.TRCK), ("disc", id3.TPOS)):
        if field in said_:
            total = said_.get(f"{field}_total")
            text = f"{said_[field]}/{total}" if total else str(said_[field])
            tags.add(frame(encoding=encoding, text=[text]))
    if "comment" in said_:
        tags.add(id3.COMM(encoding=encoding, lang="eng", desc="", text=said_["comment"]))
        tags.add(id3.COMM(encoding=0, lang="eng", desc="iTunNORM", text=" 000 111"))
    if "has_lyrics" in said_:
        tags.add(id3.USLT(encoding=encoding, lang="eng", desc="", text="la la la"))
    if "recording_mbid" in said_:
        owner, data = "http://musicbrainz.org", said_["recording_mbid"].encode()
        tags.add(id3.UFID(owner=owner, data=data))
    if cover:
        tags.add(id3.APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=PICTURE))


_ATOMS = {
    "title": "\xa9nam", "artists": "\xa9ART", "album": "\xa9alb", "album_artists": "aART",
    "date": "\xa9day", "genres": "\xa9gen", "composers": "\xa9wrt", "comment": "\xa9cmt",
    "grouping": "\xa9grp", "title_sort": "sonm", "artist_sort": "soar", "album_sort": "soal",
    "album_artist_sort": "soaa", "composer_sort": "soco", "has_lyrics": "\xa9lyr",
}  # fmt: skip


def mp4_tag(path, said_=SAID, *, cover=False):
    opened = mp4.MP4(path)
    opened.delete()
    opened = mp4.MP4(path)
    if opened.tags is None:
        opened.add_tags()
    tags = opened.tags
    free = {**_FREE, "recording_mbid": "MusicBrainz Track Id", "original_date": "ORIGINALDATE",
            "conductors": "CONDUCTOR", "lyricists": "LYRICIST", "remixers": "REMIXER",
            "label": "LABEL", "isrc": "ISRC", "mood": "MOOD",
            "initial_key": "initialkey", "disc_subtitle": "DISCSUBTITLE"}  # fmt: skip
    for field in said_:
        if field in _ATOMS:
            tags[_ATOMS[field]] = said(field, said_)
        elif field in free:
            values = [mp4.MP4FreeForm(v.encode()) for v in said(field, said_)]
            tags["----:com.apple.iTunes:" + free[field]] = values
    for field, atom in (("track", "trkn"), ("disc", "disk")):
        if field in said_:
            tags[atom] = [(said_[field], said_.get(f"{field}_total", 0))]
    if "bpm" in said_:
        tags["tmpo"] = [said_["bpm"]]
    if "compilation" in said_:
        tags["cpil"] = said_["compilation"]
    if cover:
        tags["covr"] = [mp4.MP4Cover(PICTURE)]
    opened.save()


_ASF = {
    "title": "Title", "artists": "Author", "album": "WM/AlbumTitle",
    "album_artists": "WM/AlbumArtist", "date": "WM/Year",
    "original_date": "WM/OriginalReleaseTime", "genres": "WM/Genre",
    "composers": "WM/Composer", "conductors": "WM/Conductor", "lyricists": "WM/Writer",
    "remixers": "WM/ModifiedBy", "comment": "Description", "label": "WM/Publisher",
    "grouping": "WM/ContentGroupDescription", "isrc": "WM/ISRC", "bpm": "WM/BeatsPerMinute",
    "compilation": "WM/IsCompilation", "title_sort": "WM/TitleSortOrder",
    "artist_sort": "WM/ArtistSortOrder", "album_sort": "WM/AlbumSortOrder",
    "album_artist_sort": "WM/AlbumArtistSortOrder", "composer_sort": "WM/ComposerSortOrder",
    "performer_sort": "PERFORMERSORT", "mood": "WM/Mood", "initial_key": "WM/InitialKey",
    "disc_subtitle": "WM/SetSubTitle",
    "recording_mbid": "MusicBrainz/Track Id", "track_mbid": "MusicBrainz/Release Track Id",
    "release_mbid": "MusicBrainz/Album Id", "release_group_mbid": "MusicBrainz/Release Group Id",
    "artist_mbids": "MusicBrainz/Artist Id", "album_artist_mbids": "MusicBrainz/Album Artist Id",
    "track_gain": "REPLAYGAIN_TRACK_GAIN", "track_peak": "REPLAYGAIN_TRACK_PEAK",
    "album_gain": "REPLAYGAIN_ALBUM_GAIN", "album_peak": "REPLAYGAIN_ALBUM_PEAK",
    "has_lyrics": "WM/Lyrics",
}  # fmt: skip


def asf_tag(path, said_=SAID, *, cover=False):
    opened = asf.ASF(path)
    opened.tags.clear()
    for field in said_:
        if field in _ASF:
            opened.tags[_ASF[field]] = said(field, said_)
    for field, name in (("track", "WM/TrackNumber"), ("disc", "WM/PartOfSet")):
        if field in said_:
            opened.tags[name] = [f"{said_[field]}/{said_.get(f'{field}_total', 0)}"]
    if cover:
        mime = "image/jpeg\0".encode("utf-16-le") + "\0".encode("utf-16-le")
        value = struct.pack("<bi", 3, len(PICTURE)) + mime + PICTURE
        opened.tags["WM/Picture"] = [asf.ASFByteArrayAttribute(value)]
    opened.save()


_APE = {
    "track": None, "disc": None, "track_total": None, "disc_total": None, "date": "Year",
    "album_artists": "Album Artist", "remixers": "MixArtist",
}  # fmt: skip


def ape_tag(path, said_=SAID, *, cover=False):
    try:
        tags = apev2.APEv2(path)
        tags.clear()
    except apev2.APENoHeaderError:
        tags = apev2.APEv2()
    for field in said_:
        if name := _APE.get(field, VORBIS[field]):
            tags[name] = said(field, said_)
    for field, name in (("track", "Track"), ("disc", "Disc")):
        if field in said_:
            tags[name] = f"{said_[field]}/{said_.get(f'{field}_total', 0)}"
    if cover:
        tags["Cover Art (Front)"] = apev2.APEValue(b"cover.jpg\0" + PICTURE, apev2.BINARY)
    tags.save(path)


def untag(path: Path) -> None:
    """Take every tag out."""
    kind = path.name.split(".", 1)[1]
    if kind in ("ape", "wv", "sv7.mpc", "sv8.mpc"):
        apev2.delete(path)
    elif kind in ("mp3", "vbr.mp3", "aac"):
        id3.delete(path)
        apev2.delete(path)
    else:
        mutagen.File(path).delete()
