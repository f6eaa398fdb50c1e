"""Everything that can be done, declared once: menus, buttons, tooltips and keys come from here."""

from mtplayer.ui.command import Area, Command, Where

PLAY_PAUSE = Command(
    id="play-pause", text="Play", area=Area.PLAYBACK, icon="play-fill", keys=("Space",)
)
PREVIOUS = Command(
    id="previous",
    text="Previous",
    area=Area.PLAYBACK,
    icon="skip-back-fill",
    keys=("Ctrl+Left",),
)
NEXT = Command(
    id="next", text="Next", area=Area.PLAYBACK, icon="skip-forward-fill", keys=("Ctrl+Right",)
)
SEEK_BACK = Command(
    id="seek-back", text="Back 5 seconds", area=Area.PLAYBACK, keys=(",",), repeats=True
)
SEEK_ON = Command(
    id="seek-on", text="Forward 5 seconds", area=Area.PLAYBACK, keys=(".",), repeats=True
)
SEEK_BACK_FAR = Command(
    id="seek-back-far",
    text="Back 30 seconds",
    area=Area.PLAYBACK,
    keys=("Alt+,",),
    repeats=True,
)
SEEK_ON_FAR = Command(
    id="seek-on-far",
    text="Forward 30 seconds",
    area=Area.PLAYBACK,
    keys=("Alt+.",),
    repeats=True,
)
JUMPS = tuple(
    Command(
        id=f"jump-{tenth}",
        text=f"Jump to {tenth * 10} %",
        area=Area.PLAYBACK,
        keys=(f"Alt+{tenth}",),
    )
    for tenth in range(10)
)
VOLUME_UP = Command(
    id="volume-up",
    text="Louder",
    area=Area.PLAYBACK,
    icon="speaker-high",
    keys=("Ctrl+Up",),
    repeats=True,
)
VOLUME_DOWN = Command(
    id="volume-down",
    text="Quieter",
    area=Area.PLAYBACK,
    icon="speaker-low",
    keys=("Ctrl+Down",),
    repeats=True,
)
MUTE = Command(
    id="mute",
    text="Mute",
    area=Area.PLAYBACK,
    icon="speaker-slash",
    keys=("Ctrl+M",),
    checkable=True,
)
SHUFFLE = Command(
    id="shuffle",
    text="Shuffle",
    area=Area.PLAYBACK,
    icon="shuffle",
    keys=("Ctrl+S",),
    checkable=True,
)
REPEAT = Command(id="repeat", text="Repeat", area=Area.PLAYBACK, icon="repeat", keys=("Ctrl+R",))
LIKE_PLAYING = Command(
    id="like-playing", text="Like", area=Area.PLAYBACK, icon="heart", checkable=True
)

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
REMOVE = Command(
    id="remove",
    text="Remove",
    area=Area.TRACKS,
    icon="trash",
    keys=("Delete",),
    where=Where.TRACKS,
)

SELECT_ALL = Command(
    id="select-all",
    text="Select all",
    area=Area.LISTS,
    keys=("Ctrl+A",),
    where=Where.TRACKS,
)
SORT_BY = Command(
    id="sort-by",
    text="Sort by…",
    area=Area.LISTS,
    icon="sort-ascending",
    keys=("S",),
    where=Where.TRACKS,
)
OPEN = Command(
    id="open",
    text="Open album or artist",
    area=Area.LISTS,
    keys=("Return", "Enter"),
    where=Where.TILES,
)
PLAY_OPENED = Command(
    id="play-opened",
    text="Play album or artist",
    area=Area.LISTS,
    icon="play",
    keys=("Ctrl+Return", "Ctrl+Enter"),
    where=Where.TILES,
)
SHOW_PLAYING = Command(
    id="show-playing", text="Show the playing track", area=Area.LISTS, keys=("Ctrl+J",)
)
COLUMN_BROWSER = Command(
    id="column-browser",
    text="Column browser",
    area=Area.LISTS,
    icon="columns",
    keys=("Ctrl+Shift+B",),
    checkable=True,
)
GROUP_BY_ALBUM = Command(
    id="group-by-album",
    text="Group by album",
    area=Area.LISTS,
    icon="stack",
    checkable=True,
)
PLAIN_LIST = Command(
    id="plain-list", text="Plain list", area=Area.LISTS, icon="rows", checkable=True
)
NEXT_PANE = Command(id="next-pane", text="Next pane", area=Area.LISTS, keys=("F6",))
PREVIOUS_PANE = Command(
    id="previous-pane", text="Previous pane", area=Area.LISTS, keys=("Shift+F6",)
)

SEARCH = Command(
    id="search",
    text="Search",
    area=Area.GO_TO,
    icon="magnifying-glass",
    keys=("Ctrl+F", "/"),
)
BACK = Command(
    id="back", text="Back", area=Area.GO_TO, icon="arrow-left", keys=("Alt+Left", "Back")
)
FORWARD = Command(
    id="forward",
    text="Forward",
    area=Area.GO_TO,
    icon="arrow-right",
    keys=("Alt+Right", "Forward"),
)
GO_TRACKS = Command(
    id="go-tracks", text="Tracks", area=Area.GO_TO, icon="music-notes", keys=("Ctrl+1",)
)
GO_ALBUMS = Command(id="go-albums", text="Albums", area=Area.GO_TO, icon="disc", keys=("Ctrl+2",))
GO_ARTISTS = Command(
    id="go-artists", text="Artists", area=Area.GO_TO, icon="microphone", keys=("Ctrl+3",)
)
GO_GENRES = Command(id="go-genres", text="Genres", area=Area.GO_TO, icon="tag", keys=("Ctrl+4",))
GO_FOLDERS = Command(
    id="go-folders", text="Folders", area=Area.GO_TO, icon="folder", keys=("Ctrl+5",)
)
GO_LIKED = Command(id="go-liked", text="Liked", area=Area.GO_TO, icon="heart", keys=("Ctrl+7",))
QUEUE_PANEL = Command(
    id="queue-panel",
    text="Up next",
    area=Area.GO_TO,
    icon="queue",
    keys=("Ctrl+U",),
    checkable=True,
)
SIDEBAR = Command(id="sidebar", text="Sidebar", area=Area.GO_TO, keys=("Ctrl+B",), checkable=True)

GO_CHANGES = Command(
    id="go-changes", text="Changes", area=Area.GO_TO, icon="clock-counter-clockwise"
)
GO_LIBRARY_FOLDERS = Command(
    id="go-library-folders", text="Library folders", area=Area.GO_TO, icon="folders"
)

MENU = Command(id="menu", text="Menu", area=Area.APP, icon="list", keys=("F10",))
ADD_FOLDER = Command(id="add-folder", text="Add folder…", area=Area.APP, icon="folder-simple-plus")
SCAN = Command(
    id="scan", text="Look for changes", area=Area.APP, icon="arrows-clockwise", keys=("F5",)
)
SETTINGS = Command(id="settings", text="Settings", area=Area.APP, icon="gear-six", keys=("Ctrl+,",))
UNDO = Command(
    id="undo",
    text="Undo",
    area=Area.APP,
    icon="arrow-counter-clockwise",
    keys=("Ctrl+Z",),
)
REDO = Command(
    id="redo",
    text="Redo",
    area=Area.APP,
    icon="arrow-clockwise",
    keys=("Ctrl+Shift+Z",),
)
LARGER_COVERS = Command(
    id="larger-covers", text="Larger covers", area=Area.APP, keys=("Ctrl++", "Ctrl+="), repeats=True
)
SMALLER_COVERS = Command(
    id="smaller-covers", text="Smaller covers", area=Area.APP, keys=("Ctrl+-",), repeats=True
)
USUAL_COVERS = Command(
    id="usual-covers", text="Covers as large as usual", area=Area.APP, keys=("Ctrl+0",)
)
FULL_SCREEN = Command(
    id="full-screen",
    text="Full screen",
    area=Area.APP,
    icon="corners-out",
    keys=("F11",),
    checkable=True,
)
CLOSE = Command(id="close", text="Close panel, leave full screen", area=Area.APP, keys=("Escape",))
QUIT = Command(id="quit", text="Quit", area=Area.APP, icon="sign-out", keys=("Ctrl+Q",))

ALL: tuple[Command, ...] = (
    PLAY_PAUSE,
    PREVIOUS,
    NEXT,
    SEEK_BACK,
    SEEK_ON,
    SEEK_BACK_FAR,
    SEEK_ON_FAR,
    *JUMPS,
    VOLUME_UP,
    VOLUME_DOWN,
    MUTE,
    SHUFFLE,
    REPEAT,
    LIKE_PLAYING,
    PLAY,
    PLAY_NEXT,
    ADD_TO_QUEUE,
    LIKE,
    *RATINGS,
    COPY,
    COPY_PATHS,
    SHOW_IN_FOLDER,
    MERGE,
    IGNORE,
    GO_TO_ARTIST,
    GO_TO_ALBUM,
    LOCATE,
    LOCATE_FOLDER,
    REMOVE,
    SELECT_ALL,
    SORT_BY,
    OPEN,
    PLAY_OPENED,
    SHOW_PLAYING,
    COLUMN_BROWSER,
    PLAIN_LIST,
    GROUP_BY_ALBUM,
    NEXT_PANE,
    PREVIOUS_PANE,
    SEARCH,
    BACK,
    FORWARD,
    GO_TRACKS,
    GO_ALBUMS,
    GO_ARTISTS,
    GO_GENRES,
    GO_FOLDERS,
    GO_LIKED,
    QUEUE_PANEL,
    SIDEBAR,
    GO_LIBRARY_FOLDERS,
    GO_CHANGES,
    MENU,
    ADD_FOLDER,
    SCAN,
    SETTINGS,
    UNDO,
    REDO,
    LARGER_COVERS,
    SMALLER_COVERS,
    USUAL_COVERS,
    FULL_SCREEN,
    CLOSE,
    QUIT,
)
