"""The language says all that Strawberry's editor of smart playlists and Quod Libet's queries say.

Their fields, operators and examples stand here, from their sources, beside the same in ours.
"""

import pytest

from mtplayer.core.queries.query import Group, Op, Term, terms
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.query_text import text

# smartplaylistsearchterm.h, in its order.
STRAWBERRY_FIELDS = {
    "AlbumArtist": Field.ALBUM_ARTIST,
    "Artist": Field.ARTIST,
    "Album": Field.ALBUM,
    "Title": Field.TITLE,
    "Track": Field.TRACK,
    "Disc": Field.DISC,
    "Year": Field.YEAR,
    "OriginalYear": Field.ORIGINAL_YEAR,
    "Genre": Field.GENRE,
    "Composer": Field.COMPOSER,
    "Performer": Field.PERFORMER,
    "Grouping": Field.GROUPING,
    "Comment": Field.COMMENT,
    "Length": Field.LENGTH,
    "Filepath": Field.PATH,
    "Filetype": Field.FORMAT,
    "Filesize": Field.SIZE,
    "DateCreated": Field.ADDED,
    "DateModified": Field.MODIFIED,
    "PlayCount": Field.PLAYS,
    "SkipCount": Field.SKIPS,
    "LastPlayed": Field.LAST_PLAYED,
    "Rating": Field.RATING,
    "Samplerate": Field.SAMPLE_RATE,
    "Bitdepth": Field.BIT_DEPTH,
    "Bitrate": Field.BITRATE,
    "ArtistSort": Field.ARTIST_SORT,
    "AlbumArtistSort": Field.ALBUM_ARTIST_SORT,
    "AlbumSort": Field.ALBUM_SORT,
    "ComposerSort": Field.COMPOSER_SORT,
    "PerformerSort": Field.PERFORMER_SORT,
    "TitleSort": Field.TITLE_SORT,
    "BPM": Field.BPM,
    "Mood": Field.MOOD,
    "InitialKey": Field.KEY,
}
STRAWBERRY_TEXT = {
    "Contains": "{}:~x",
    "NotContains": "-{}:~x",
    "StartsWith": "{}:^x",
    "EndsWith": "{}:$x",
    "Equals": "{}:=x",
    "NotEquals": "-{}:=x",
    "Empty": "{}:none",
    "NotEmpty": "-{}:none",
}
STRAWBERRY_NUMBER = {
    "GreaterThan": "{}:>{value}",
    "LessThan": "{}:<{value}",
    "Equals": "{}:{value}",
    "NotEquals": "-{}:{value}",
    "Empty": "{}:none",
    "NotEmpty": "-{}:none",
}
STRAWBERRY_DATE = {
    "GreaterThan": "{}:>2024-05-01",
    "LessThan": "{}:<2024-05-01",
    "Equals": "{}:2024-05-01",
    "NotEquals": "-{}:2024-05-01",
    "NumericDate": "{}:<30d",
    "NumericDateNot": "-{}:<30d",
    "RelativeDate": "{}:7d..30d",
    "Empty": "{}:none",
    "NotEmpty": "-{}:none",
}
VALUES = {
    Kind.WHOLE: "12",
    Kind.STARS: "3.5",
    Kind.LENGTH: "3:30",
    Kind.SIZE: "5mb",
    Kind.BITRATE: "192",
    Kind.FREQUENCY: "48k",
    Kind.DECIMAL: "-8.5",
}

# internal_tags.rst; the numbers are written with # there.
QUOD_LIBET_TAGS = {
    "~basename": Field.FILE,
    "~dirname": Field.FOLDER,
    "~filename": Field.PATH,
    "~format": Field.FORMAT,
    "~codec": Field.FORMAT,
    "~mountpoint": Field.VOLUME,
    "~performers": Field.PERFORMER,
    "~people": Field.PERSON,
    "~playlists": Field.IN,
    "~year": Field.YEAR,
    "~originalyear": Field.ORIGINAL_YEAR,
    "~#added": Field.ADDED,
    "~#bitdepth": Field.BIT_DEPTH,
    "~#bitrate": Field.BITRATE,
    "~#disc": Field.DISC,
    "~#channels": Field.CHANNELS,
    "~#discs": Field.DISCS,
    "~#filesize": Field.SIZE,
    "~#lastplayed": Field.LAST_PLAYED,
    "~#length": Field.LENGTH,
    "~#mtime": Field.MODIFIED,
    "~#playcount": Field.PLAYS,
    "~#rating": Field.RATING,
    "~#samplerate": Field.SAMPLE_RATE,
    "~#skipcount": Field.SKIPS,
    "~#track": Field.TRACK,
    "~#tracks": Field.TRACKS,
    "~#year": Field.YEAR,
    "~#originalyear": Field.ORIGINAL_YEAR,
    # Of albums.
    "~#tracks (album)": Field.ALBUM_TRACKS,
    "~#playcount:sum": Field.ALBUM_PLAYS,
    "~#rating:avg": Field.ALBUM_RATING,
    "~#rating:min": Field.ALBUM_LOWEST,
    "~#length:sum": Field.ALBUM_LENGTH,
    "~#added:max": Field.ALBUM_ADDED,
    "~#lastplayed:max": Field.ALBUM_PLAYED,
}
NOT_KEPT = {"~encoding", "~#laststarted", "~uri"}
"""What the library has no column for: who encoded a file, when one was only begun, addresses."""

# searching.rst: every form that it shows.
QUOD_LIBET = {
    "&(electro, !ambient)": "electro -ambient",
    "|(mangum, neutral milk)": "mangum | (neutral milk)",
    "!electro": "-electro",
    "!|(classical, smiths)": "-(classical | smiths)",
    "artist = delerium": "artist:~delerium",
    "artist != delerium": "-artist:~delerium",
    "genre != /.+ Jazz/": "genre:!=/.+ Jazz/",
    "~dirname=Greatest Hits": 'folder:~"Greatest Hits"',
    'artist, performer = "Boa"c': "artist:==Boa | performer:==Boa",
    'artist = "a girl called eddy"': 'artist:="a girl called eddy"',
    'version = "12\\" mix"': 'title:="12\\" mix"',
    'title = "Concertos #1"': 'title:="Concertos #1"',
    'artist != "Boa"c': "-artist:==Boa",
    "artist = |(Townshend, Who)": "artist:(townshend | who)",
    "&(artist = Lindsay Smith, album = Vat)": 'artist:~"lindsay smith" album:vat',
    "genre = !Audiobook": "-genre:audiobook",
    "genre = &(|(Disco, Jazz), !Acid Jazz)": 'genre:(disco | jazz) -genre:"acid jazz"',
    "#(skipcount > 100)": "skips:>100",
    "#(10 <= track < 100)": "track:>=10 track:<100",
    "#(added < 1 day)": "added:<1d",
    "#(2:00 < length < 3:00)": "length:>2:00 length:<3:00",
    "&(genre = classical, #(lastplayed > 3 days))": "genre:classical lastplayed:>3d",
    '&(artist = "Rush", #(year <= 1996))': "artist:=rush year:<=1996",
    "~playlists=chilled": "in:~chilled",
    '~playlists=|("Chilled", "Jazzy")': 'in:("Chilled" | "Jazzy")',
    '&(#(rating>=0.75), ~playlists="")': "rating:>=3.5 in:none",
    "artist = !/\\sRice/": "-artist:/\\sRice/",
    "/^portis/": "/^portis/",
    "/Boa/c": "/Boa/c",
    "filename = /\\/Music\\/Alternative/": "path:/\\/Music\\/Alternative/",
    "/Sigur Ros/d": "/Sigur Ros/d",
    '"Sigur Ros"d': '"Sigur Ros"',
    "&(@(saved: Unrated), Beatles)": 'in:"Unrated" beatles',
}


def forms(field):
    """Return what Strawberry's editor offers for a field, in our words."""
    kind = FIELDS[field].kind
    if kind is Kind.TEXT:
        return {name: form.format(field) for name, form in STRAWBERRY_TEXT.items()}
    if kind is Kind.DATE:
        return {name: form.format(field) for name, form in STRAWBERRY_DATE.items()}
    value = VALUES[kind]
    return {name: form.format(field, value=value) for name, form in STRAWBERRY_NUMBER.items()}


def test_strawberry_has_35_fields_and_13_operators():
    assert len(STRAWBERRY_FIELDS) == 35
    assert len({*STRAWBERRY_TEXT, *STRAWBERRY_NUMBER, *STRAWBERRY_DATE}) == 13


@pytest.mark.parametrize("name", STRAWBERRY_FIELDS)
def test_every_operator_of_strawberry_can_be_said_of_its_field(name):
    field = STRAWBERRY_FIELDS[name]
    for typed in forms(field).values():
        parsed = parse(typed)
        assert parsed.faults == (), typed
        assert [term.field for term in terms(parsed.node)] == [field]
        assert parse(text(parsed.node)).node == parsed.node


@pytest.mark.parametrize("theirs", QUOD_LIBET)
def test_every_form_of_quod_libet_can_be_said(theirs):
    parsed = parse(QUOD_LIBET[theirs])
    assert parsed.faults == ()
    assert list(terms(parsed.node))
    assert parse(text(parsed.node)).node == parsed.node


def test_every_tag_of_quod_libet_that_is_kept_is_a_field():
    assert set(QUOD_LIBET_TAGS.values()) <= set(FIELDS)
    assert not NOT_KEPT & set(QUOD_LIBET_TAGS)


def test_each_field_takes_the_operators_of_its_kind_and_their_opposites():
    for field, facts in FIELDS.items():
        typed = {
            Kind.TEXT: ["~x", "^x", "$x", "=x", "==x", "/x/", "/x/c", '"x"', "x", "none"],
            Kind.LIST: ["~x", "^x", "$x", "==x", "/x/", "/x/c", '"x"', "x", "none"],
            Kind.DATE: ["<7d", ">7d", "7d..30d", "2024", ">=2024-05", "<=today", "none"],
            Kind.WORD: list(facts.words),
            Kind.MOMENT: ["2019", "1y"],
        }.get(facts.kind)
        if typed is None:
            value = VALUES[facts.kind]
            typed = [f"{sign}{value}" for sign in ("", "<", "<=", ">", ">=")]
            typed += [f"{value}..{value}", "none"]
        for one in typed:
            for negated in ("", "-"):
                parsed = parse(f"{negated}{field}:{one}")
                assert parsed.faults == (), f"{field}:{one}"
                assert isinstance(parsed.node, Term | Group)
                assert len(list(terms(parsed.node))) == 1


def test_no_operator_is_beyond_typing():
    typed = ["a", '"a b"', "title:=x", "title:==x", "title:^x", "title:$x", "title:~x",
             "title:/x/", "title:/x/c", "title:none", "year:1", "year:<1", "year:<=1", "year:>1",
             "year:>=1", "year:1..2"]  # fmt: skip
    assert {term.op for one in typed for term in terms(parse(one).node)} == set(Op)
