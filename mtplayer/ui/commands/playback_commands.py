"""What can be done with what plays: menus, buttons, tooltips and keys come from here."""

from mtplayer.ui.commands.command import Area, Command

PLAY_PAUSE = Command(
    id="play-pause",
    text="Play",
    area=Area.PLAYBACK,
    icon="play-fill",
    keys=("Space", "Media Play", "Media Pause", "Toggle Media Play/Pause"),
)
PREVIOUS = Command(
    id="previous",
    text="Previous",
    area=Area.PLAYBACK,
    icon="skip-back-fill",
    keys=("Ctrl+Left", "Media Previous"),
)
NEXT = Command(
    id="next",
    text="Next",
    area=Area.PLAYBACK,
    icon="skip-forward-fill",
    keys=("Ctrl+Right", "Media Next"),
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
STOP_AFTER_TRACK = Command(
    id="stop-after-track",
    text="Stop after this track",
    area=Area.PLAYBACK,
    icon="stop-circle",
    keys=("Ctrl+.",),
    checkable=True,
)
STOP_AFTER_ALBUM = Command(
    id="stop-after-album", text="Stop after this album", area=Area.PLAYBACK, checkable=True
)
STOP_AFTER_QUEUE = Command(
    id="stop-after-queue", text="Stop after the queue", area=Area.PLAYBACK, checkable=True
)
SLEEP_MINUTES = {
    minutes: Command(id=f"sleep-{minutes}", text=f"Sleep in {minutes} minutes", area=Area.PLAYBACK)
    for minutes in (15, 30, 45, 60, 90)
}
SLEEP_AFTER_TRACK = Command(
    id="sleep-after-track", text="Sleep at the end of this track", area=Area.PLAYBACK, icon="moon"
)
SLEEP_AT = Command(id="sleep-at", text="Sleep timer…", area=Area.PLAYBACK, icon="timer")
SLEEP_OFF = Command(id="sleep-off", text="Sleep timer off", area=Area.PLAYBACK)
PUT_QUEUE_ASIDE = Command(
    id="put-queue-aside", text="Put the queue aside…", area=Area.PLAYBACK, icon="tray"
)
SAVE_QUEUE = Command(
    id="save-queue", text="Save as playlist…", area=Area.PLAYBACK, icon="floppy-disk"
)
EXPORT_QUEUE = Command(
    id="export-queue", text="Export the queue…", area=Area.PLAYBACK, icon="export"
)
CLEAR_QUEUE = Command(id="clear-queue", text="Clear the queue", area=Area.PLAYBACK, icon="trash")
LIKE_PLAYING = Command(
    id="like-playing", text="Like", area=Area.PLAYBACK, icon="heart", checkable=True
)

OPEN_URL = Command(
    id="open-url",
    text="Open address…",
    area=Area.PLAYBACK,
    icon="globe",
    keys=("Ctrl+Shift+U",),
)

LOOP_FROM = Command(
    id="loop-from", text="Loop from here", area=Area.PLAYBACK, icon="repeat", keys=("[",)
)
LOOP_TO = Command(id="loop-to", text="Loop to here", area=Area.PLAYBACK, keys=("]",))
LOOP_CLEAR = Command(id="loop-clear", text="Clear loop", area=Area.PLAYBACK, keys=("\\",))
ADD_BOOKMARK = Command(
    id="add-bookmark", text="Add bookmark", area=Area.PLAYBACK, icon="plus", keys=("Ctrl+D",)
)
BOOKMARKS = Command(id="bookmarks", text="Bookmarks", area=Area.PLAYBACK, keys=("Ctrl+Shift+D",))

EQUALIZER = Command(
    id="equalizer", text="Equalizer", area=Area.PLAYBACK, icon="sliders", checkable=True
)
SKIP_SILENCE = Command(
    id="skip-silence", text="Skip silence within tracks", area=Area.PLAYBACK, checkable=True
)
SLOWER = Command(id="slower", text="Slower", area=Area.PLAYBACK, repeats=True)
FASTER = Command(id="faster", text="Faster", area=Area.PLAYBACK, repeats=True)
USUAL_SPEED = Command(id="usual-speed", text="Usual speed", area=Area.PLAYBACK)
SOUND_SETTINGS = Command(
    id="sound-settings", text="Sound settings…", area=Area.PLAYBACK, icon="gear-six"
)

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
    STOP_AFTER_TRACK,
    STOP_AFTER_ALBUM,
    STOP_AFTER_QUEUE,
    SLEEP_AFTER_TRACK,
    *SLEEP_MINUTES.values(),
    SLEEP_AT,
    SLEEP_OFF,
    SAVE_QUEUE,
    EXPORT_QUEUE,
    PUT_QUEUE_ASIDE,
    CLEAR_QUEUE,
    LIKE_PLAYING,
    OPEN_URL,
    LOOP_FROM,
    LOOP_TO,
    LOOP_CLEAR,
    ADD_BOOKMARK,
    BOOKMARKS,
    EQUALIZER,
    SKIP_SILENCE,
    SLOWER,
    FASTER,
    USUAL_SPEED,
    SOUND_SETTINGS,
)
