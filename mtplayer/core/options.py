"""Every setting, declared once: default, check, dialog and help all come from here."""

from enum import StrEnum
from typing import Any

from mtplayer.core.listening.rating_profiles import RatingProfile
from mtplayer.core.option_kinds import (
    Bands,
    Choice,
    Device,
    Filters,
    Folder,
    Number,
    Option,
    Servers,
    Text,
    Toggle,
)
from mtplayer.core.sound.sound_choices import CrossfadeOn, GainMode, OnUnplug, OutputKind


class Theme(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


class Accent(StrEnum):
    """The one colour."""

    TIDE = "tide"
    AZURE = "azure"
    IRIS = "iris"
    ROSE = "rose"
    EMBER = "ember"
    AMBER = "amber"
    MOSS = "moss"
    GRAPHITE = "graphite"


class Density(StrEnum):
    """How tall a row is."""

    COMPACT = "compact"
    STANDARD = "standard"
    RELAXED = "relaxed"


class ScanMode(StrEnum):
    """When folders are looked through."""

    STARTUP = "startup"
    CONTINUOUS = "continuous"
    MANUAL = "manual"


VOLUME = Number(
    key="playback.volume", default=80, minimum=0, maximum=100, label="Volume", shown=False
)
MUTED = Toggle(key="playback.muted", default=False, label="Muted", shown=False)
PREVIOUS_RESTARTS_S = Number(
    key="playback.previous_restarts_s",
    default=3,
    minimum=0,
    maximum=60,
    unit="s",
    label="Previous restarts the track after",
    help="Before this time, Previous goes back to the track that played before.",
)
ONCE_MORE = Toggle(
    key="playback.once_more",
    default=False,
    label="Repeat one track once more only",
    help="Then repeat turns itself off and the queue goes on.",
)
SLEEP_FADE_S = Number(
    key="playback.sleep_fade_s",
    default=20,
    minimum=0,
    maximum=300,
    unit="s",
    label="The sleep timer fades for",
)
RESUME_MINUTES = Number(
    key="playback.resume_minutes",
    default=20,
    minimum=0,
    maximum=240,
    unit="minutes",
    label="Tracks go on where they stopped from",
    help="Shorter ones begin at their beginning, unless their genre or folder is named below.",
)
RESUME_GENRES = Text(
    key="playback.resume_genres",
    default="Audiobook; Podcast; Speech",
    label="Genres that go on where they stopped",
    help="Separated by semicolons.",
)
RESUME_FOLDERS = Text(
    key="playback.resume_folders",
    default="",
    label="Folders that go on where they stopped",
    help="Paths, separated by semicolons.",
)
CROSSFADE_S = Number(
    key="sound.crossfade_s", default=0, minimum=0, maximum=12, unit="s", label="Crossfade"
)
CROSSFADE_ON = Choice(
    key="sound.crossfade_on", default=CrossfadeOn.AUTOMATIC, label="Crossfade when tracks change"
)
CROSSFADE_ALBUMS = Toggle(
    key="sound.crossfade_albums",
    default=False,
    label="Crossfade within an album",
    help="Else tracks that follow each other on an album are joined as they were mastered.",
)
FADES = Toggle(key="sound.fades", default=True, label="Fade on pause, stop and seek")
REPLAY_GAIN = Choice(
    key="sound.replay_gain",
    default=GainMode.AUTO,
    label="ReplayGain",
    help="Automatic uses the album's gain while an album plays.",
)
PREAMP_DB = Number(
    key="sound.preamp_db", default=0, minimum=-15, maximum=15, unit="dB", label="Preamp"
)
FALLBACK_DB = Number(
    key="sound.fallback_gain_db",
    default=0,
    minimum=-20,
    maximum=10,
    unit="dB",
    label="Gain of files without ReplayGain",
)
PREVENT_CLIPPING = Toggle(
    key="sound.prevent_clipping", default=True, label="Turn down what would clip"
)
EQUALIZER = Toggle(key="sound.equalizer", default=False, label="Equalizer")
EQUALIZER_DB = Bands(
    key="sound.equalizer_db",
    default="",
    label="Equalizer bands",
    help="10 bands of an octave each, or 31 of a third.",
)
EQUALIZER_SHAPES = Text(
    key="sound.equalizer_shapes", default="", label="Own shapes of the equalizer", shown=False
)
EQUALIZER_PREAMP_DB = Number(
    key="sound.equalizer_preamp_db",
    default=0,
    minimum=-24,
    maximum=12,
    unit="dB",
    label="Equalizer preamp",
)
EQUALIZER_FILTERS = Filters(
    key="sound.equalizer_filters",
    default="",
    label="Headphone correction",
    help="Filters from a “ParametricEQ.txt” of AutoEQ; the bands above come on top.",
)
SPEED_PERCENT = Number(
    key="sound.speed_percent", default=100, minimum=50, maximum=200, unit="%", label="Speed"
)
TRIM_SILENCE = Toggle(
    key="sound.trim_silence", default=False, label="Skip silence at the start and end of tracks"
)
SKIP_SILENCE = Toggle(
    key="sound.skip_silence",
    default=False,
    label="Skip silence within tracks",
    help="Three seconds and more, as before a hidden track; known once the waveform is there.",
)
SOUND_OUTPUT = Choice(
    key="sound.output",
    default=OutputKind.DEVICE,
    label="Output",
    help="libVLC's own works wherever VLC does, 0.4 s later.",
)
SOUND_DEVICE = Device(
    key="sound.device",
    default="",
    label="Sound device",
    help="Each device keeps its own volume, preamp and equalizer.",
)
EXCLUSIVE = Toggle(
    key="sound.exclusive",
    default=False,
    label="Use the device exclusively",
    help="Nothing else sounds then, and nothing else changes the sound: on Windows, and by ALSA"
    " where no sound server holds the device. Elsewhere it stays shared.",
)
DEVICE_MEMORY = Text(
    key="sound.device_memory",
    default="",
    label="Volume and equalizer of each device",
    shown=False,
    old_keys=("sound.device_volumes",),
)
TRUSTED_SERVERS = Servers(
    key="sound.trusted_servers",
    default="",
    label="Servers played without a proof",
    help="You chose “Play anyway” for them. Each is trusted with the one certificate that it had.",
)
ON_UNPLUG = Choice(
    key="sound.on_unplug", default=OnUnplug.MOVE, label="When the sound device is unplugged"
)
LISTEN_PERCENT = Number(
    key="listens.percent",
    default=50,
    minimum=1,
    maximum=100,
    unit="%",
    label="A listen counts at",
    help="Share of the track that has to be heard.",
)
LISTEN_MINUTES = Number(
    key="listens.minutes",
    default=4,
    minimum=1,
    maximum=60,
    unit="min",
    label="Or after",
    help="Long tracks count after this time, even if it is less than the share above.",
)
RATING_PROFILE = Choice(
    key="ratings.profile",
    default=RatingProfile.COMMON,
    label="Write ratings into files as",
    help="Only when you ask for it. FMPS_RATING, which is exact, is written as well; all are read.",
)
SCAN_MODE = Choice(
    key="library.scan_mode",
    default=ScanMode.CONTINUOUS,
    label="Look for new music",
    help="New folders start with this; each folder can differ.",
)
CADENCE_MINUTES = Number(
    key="library.cadence_minutes",
    default=15,
    minimum=1,
    maximum=1440,
    label="Check network folders every",
    help="And others of which the system does not tell what happens in them.",
    unit="minutes",
)
TAG_PROCESSES = Number(
    key="library.tag_processes",
    default=0,
    minimum=0,
    maximum=32,
    label="Processes reading tags",
    help="0 lets mtplayer choose.",
)
BACKUP_FOLDER = Folder(
    key="library.backup_folder",
    default="",
    label="Folder for backups",
    help="Empty keeps them in the profile folder. Another disk is safer.",
)
IGNORE_ARTICLES = Toggle(
    key="sorting.ignore_articles", default=True, label="Ignore articles when sorting"
)
ARTICLES = Text(
    key="sorting.articles",
    default="the, le, la, los, a",
    label="Articles",
    help="Leading words that sorting passes over, separated by commas.",
)
ARTIST_SEPARATORS = Text(
    key="library.artist_separators",
    default="",
    label="Part artists at",
    help="Signs and words with spaces between them, as “; feat. &”: one value that contains them"
    " names several artists. Empty keeps every value whole.",
)
GENRE_SEPARATORS = Text(
    key="library.genre_separators",
    default="",
    label="Part genres at",
    help="The same for genres, as “; /”.",
)
UNPARTED_NAMES = Text(
    key="library.unparted_names",
    default="AC/DC; Blood, Sweat & Tears; Crosby, Stills, Nash & Young; Crosby, Stills & Nash;"
    " Earth, Wind & Fire; Emerson, Lake & Palmer; Peter, Paul and Mary; Peter, Paul & Mary;"
    " Simon & Garfunkel; Tyler, The Creator",
    label="Never part",
    help="Names that stay whole, separated by semicolons.",
)
RECENT_DAYS = Number(
    key="lists.recent_days",
    default=14,
    minimum=1,
    maximum=3650,
    unit="days",
    label="Recently played and added look back",
)
TOP_COUNT = Number(
    key="lists.top_count", default=25, minimum=1, maximum=10000, label="Tracks in Top 25"
)
THEME = Choice(key="appearance.theme", default=Theme.SYSTEM, label="Theme")
ACCENT = Choice(key="appearance.accent", default=Accent.TIDE, label="Accent colour")
DENSITY = Choice(key="appearance.density", default=Density.STANDARD, label="Row height")
SYSTEM_FONT = Toggle(
    key="appearance.system_font",
    default=False,
    label="Use the system's interface font",
    needs_restart=True,
)
REDUCED_MOTION = Toggle(key="appearance.reduced_motion", default=False, label="Reduce motion")

ALL: tuple[Option[Any], ...] = (
    VOLUME,
    MUTED,
    PREVIOUS_RESTARTS_S,
    RESUME_MINUTES,
    RESUME_GENRES,
    RESUME_FOLDERS,
    ONCE_MORE,
    SLEEP_FADE_S,
    CROSSFADE_S,
    CROSSFADE_ON,
    CROSSFADE_ALBUMS,
    FADES,
    REPLAY_GAIN,
    PREAMP_DB,
    FALLBACK_DB,
    PREVENT_CLIPPING,
    EQUALIZER,
    EQUALIZER_DB,
    EQUALIZER_SHAPES,
    EQUALIZER_PREAMP_DB,
    EQUALIZER_FILTERS,
    SPEED_PERCENT,
    TRIM_SILENCE,
    SKIP_SILENCE,
    SOUND_OUTPUT,
    SOUND_DEVICE,
    EXCLUSIVE,
    DEVICE_MEMORY,
    ON_UNPLUG,
    TRUSTED_SERVERS,
    RATING_PROFILE,
    LISTEN_PERCENT,
    LISTEN_MINUTES,
    SCAN_MODE,
    CADENCE_MINUTES,
    TAG_PROCESSES,
    BACKUP_FOLDER,
    IGNORE_ARTICLES,
    ARTICLES,
    ARTIST_SEPARATORS,
    GENRE_SEPARATORS,
    UNPARTED_NAMES,
    RECENT_DAYS,
    TOP_COUNT,
    THEME,
    ACCENT,
    DENSITY,
    SYSTEM_FONT,
    REDUCED_MOTION,
)
