"""What can be done with what plays: menus, buttons, tooltips and keys come from here."""

from mtplayer.ui.command import Area, Command

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

OPEN_URL = Command(
    id="open-url",
    text="Open address…",
    area=Area.PLAYBACK,
    icon="globe",
    keys=("Ctrl+Shift+U",),
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
    LIKE_PLAYING,
    OPEN_URL,
)
