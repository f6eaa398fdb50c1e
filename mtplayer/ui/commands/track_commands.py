"""What can be done with selected tracks: menus, buttons, tooltips and keys come from here."""

from mtplayer.ui.commands.command import Area, Command, Where

PLAY = Command(
    id="play",
    text="Play",
    area=Area.TRACKS,
    icon="play",
    keys=("Return", "Enter"),
    where=Where.TRACKS,
)
PLAY_NEXT = Command(
    id="play-next",
    text="Play next",
    area=Area.TRACKS,
    icon="arrow-bend-down-right",
    keys=("Shift+Return", "Shift+Enter"),
    where=Where.TRACKS,
)
ADD_TO_QUEUE = Command(
    id="add-to-queue",
    text="Add to queue",
    area=Area.TRACKS,
    icon="list-plus",
    keys=("Q",),
    where=Where.TRACKS,
)
LIKE = Command(
    id="like", text="Like", area=Area.TRACKS, icon="heart", keys=("L",), where=Where.TRACKS
)
RATINGS = tuple(
    Command(
        id=f"rate-{stars}",
        text=f"Rate {stars} of 5 stars" if stars else "Clear the rating",
        area=Area.TRACKS,
        icon="star",
        keys=(str(stars),),
        where=Where.TRACKS,
    )
    for stars in range(6)
)
WRITE_RATINGS = Command(
    id="write-ratings", text="Write ratings to files", area=Area.TRACKS, where=Where.TRACKS
)
COPY = Command(
    id="copy",
    text="Copy artist and title",
    area=Area.TRACKS,
    icon="copy",
    keys=("Ctrl+C",),
    where=Where.TRACKS,
)
COPY_PATHS = Command(id="copy-paths", text="Copy path", area=Area.TRACKS, where=Where.TRACKS)
SHOW_IN_FOLDER = Command(
    id="show-in-folder",
    text="Show in folder",
    area=Area.TRACKS,
    icon="folder-open",
    keys=("Ctrl+Shift+O",),
    where=Where.TRACKS,
)
MERGE = Command(
    id="merge-duplicates",
    text="Merge duplicates",
    area=Area.TRACKS,
    icon="stack",
    where=Where.TRACKS,
)
MEASURE_LOUDNESS = Command(
    id="measure-loudness",
    text="Measure loudness",
    area=Area.TRACKS,
    icon="waves",
    where=Where.TRACKS,
)
WRITE_LOUDNESS = Command(
    id="write-loudness", text="Write loudness to files", area=Area.TRACKS, where=Where.TRACKS
)
IGNORE = Command(
    id="ignore-missing", text="Ignore while missing", area=Area.TRACKS, where=Where.TRACKS
)
GO_TO_ARTIST = Command(
    id="go-to-artist",
    text="Go to artist",
    area=Area.TRACKS,
    icon="microphone",
    keys=("G, A", "Ctrl+G"),
    where=Where.TRACKS,
)
GO_TO_ALBUM = Command(
    id="go-to-album",
    text="Go to album",
    area=Area.TRACKS,
    icon="disc",
    keys=("G, L",),
    where=Where.TRACKS,
)
LOCATE = Command(
    id="locate", text="Locate…", area=Area.TRACKS, icon="magnifying-glass", where=Where.TRACKS
)
LOCATE_FOLDER = Command(
    id="locate-folder", text="Locate all in this folder…", area=Area.TRACKS, where=Where.TRACKS
)
ADD_TO_PLAYLIST = Command(
    id="add-to-playlist",
    text="Add to playlist",
    area=Area.TRACKS,
    icon="playlist",
    keys=("P",),
    where=Where.TRACKS,
)
REMOVE = Command(
    id="remove",
    text="Remove",
    area=Area.TRACKS,
    icon="trash",
    keys=("Delete",),
    where=Where.TRACKS,
)

ALL: tuple[Command, ...] = (
    PLAY,
    PLAY_NEXT,
    ADD_TO_QUEUE,
    LIKE,
    *RATINGS,
    WRITE_RATINGS,
    COPY,
    COPY_PATHS,
    SHOW_IN_FOLDER,
    MERGE,
    MEASURE_LOUDNESS,
    WRITE_LOUDNESS,
    IGNORE,
    GO_TO_ARTIST,
    GO_TO_ALBUM,
    LOCATE,
    LOCATE_FOLDER,
    ADD_TO_PLAYLIST,
    REMOVE,
)
