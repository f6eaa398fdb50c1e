"""Everything that can be done, declared once: menus, buttons, tooltips and keys come from here."""

from mtplayer.ui.commands import playback_commands, track_commands
from mtplayer.ui.commands.command import Area, Command, Where

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
GO_STATIONS = Command(id="go-stations", text="Radio", area=Area.GO_TO, icon="broadcast")
GO_LIKED = Command(id="go-liked", text="Liked", area=Area.GO_TO, icon="heart", keys=("Ctrl+7",))
QUEUE_PANEL = Command(
    id="queue-panel",
    text="Up next",
    area=Area.GO_TO,
    icon="queue",
    keys=("Ctrl+U",),
    checkable=True,
)
NOW_PLAYING = Command(
    id="now-playing",
    text="Now playing",
    area=Area.GO_TO,
    icon="arrows-out-simple",
    keys=("Ctrl+P",),
    checkable=True,
)
LYRICS = Command(
    id="lyrics",
    text="Lyrics",
    area=Area.GO_TO,
    icon="quotes",
    keys=("Ctrl+L",),
    checkable=True,
)
TRACK_INFO = Command(
    id="track-info",
    text="Info",
    area=Area.GO_TO,
    icon="info",
    keys=("Ctrl+I",),
    checkable=True,
)
SIDEBAR = Command(id="sidebar", text="Sidebar", area=Area.GO_TO, keys=("Ctrl+B",), checkable=True)
GO_HISTORY = Command(id="go-history", text="History", area=Area.GO_TO, icon="clock")
GO_STATISTICS = Command(id="go-statistics", text="Statistics", area=Area.GO_TO, icon="chart-bar")
GO_CHANGES = Command(
    id="go-changes", text="Changes", area=Area.GO_TO, icon="clock-counter-clockwise"
)
GO_BACKUPS = Command(id="go-backups", text="Backups", area=Area.GO_TO, icon="archive")
GO_LIBRARY_FOLDERS = Command(
    id="go-library-folders", text="Library folders", area=Area.GO_TO, icon="folders"
)
NEW_PLAYLIST = Command(
    id="new-playlist", text="New playlist", area=Area.APP, icon="playlist", keys=("Ctrl+N",)
)
EDIT_RULES = Command(id="edit-rules", text="Edit rules…", area=Area.LISTS, icon="lightning")
NEW_SMART_PLAYLIST = Command(
    id="new-smart-playlist",
    text="New smart playlist…",
    area=Area.APP,
    icon="lightning",
    keys=("Ctrl+Shift+N",),
)
IMPORT_PLAYLISTS = Command(
    id="import-playlists", text="Import playlists…", area=Area.APP, icon="download-simple"
)
IMPORT_FROM = Command(
    id="import-from", text="Take over from another player…", area=Area.APP, icon="swap"
)
EXPORT_LIBRARY = Command(
    id="export-library", text="Export everything…", area=Area.APP, icon="export"
)
MENU = Command(id="menu", text="Menu", area=Area.APP, icon="list", keys=("F10",))
ADD_FOLDER = Command(id="add-folder", text="Add folder…", area=Area.APP, icon="folder-simple-plus")
SCAN = Command(
    id="scan", text="Look for changes", area=Area.APP, icon="arrows-clockwise", keys=("F5",)
)
MEASURE_LIBRARY = Command(
    id="measure-library", text="Measure loudness of all tracks", area=Area.APP, icon="waves"
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
    *playback_commands.ALL,
    *track_commands.ALL,
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
    GO_STATIONS,
    GO_LIKED,
    QUEUE_PANEL,
    LYRICS,
    TRACK_INFO,
    NOW_PLAYING,
    SIDEBAR,
    GO_LIBRARY_FOLDERS,
    GO_CHANGES,
    GO_HISTORY,
    GO_STATISTICS,
    GO_BACKUPS,
    MENU,
    ADD_FOLDER,
    SCAN,
    MEASURE_LIBRARY,
    SETTINGS,
    UNDO,
    REDO,
    LARGER_COVERS,
    SMALLER_COVERS,
    USUAL_COVERS,
    FULL_SCREEN,
    CLOSE,
    QUIT,
    NEW_PLAYLIST,
    NEW_SMART_PLAYLIST,
    EDIT_RULES,
    IMPORT_PLAYLISTS,
    IMPORT_FROM,
    EXPORT_LIBRARY,
)
