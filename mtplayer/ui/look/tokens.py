"""The design in numbers, read once from resources/tokens.json before the loop starts.

Named tuples: as frozen dataclasses the eight classes cost 9 ms of the start, so under 2 ms.
"""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtGui import QColor

from mtplayer.core.options import Accent


class FontRole(StrEnum):
    """What a text is for; the design says how large and heavy that is."""

    DISPLAY = "display"
    HERO = "hero"
    PAGE = "page"
    TITLE = "title"
    DIALOG = "dialog"
    SECTION = "section"
    BODY = "body"
    STRONG = "strong"
    CONTROL = "control"
    SMALL = "small"
    HEADER = "header"
    CAPTION = "caption"
    QUERY = "query"
    LYRIC = "lyric"
    LYRIC_NOW = "lyric_now"
    LYRIC_SMALL = "lyric_small"
    LYRIC_SMALL_NOW = "lyric_small_now"


class Colors(NamedTuple):
    """Every colour role of one theme and accent."""

    bg_content: QColor
    bg_chrome: QColor
    bg_raised: QColor
    bg_dialog: QColor
    bg_inset: QColor
    bg_field: QColor
    bg_zebra: QColor
    bg_hover: QColor
    bg_hover_chrome: QColor
    bg_press: QColor
    bg_sel: QColor
    bg_sel_off: QColor
    bg_nav: QColor
    line_soft: QColor
    line: QColor
    line_field: QColor
    fg_1: QColor
    fg_2: QColor
    fg_3: QColor
    fg_off: QColor
    accent: QColor
    accent_hover: QColor
    accent_press: QColor
    on_accent: QColor
    accent_text: QColor
    accent_soft: QColor
    heart: QColor
    star: QColor
    ok: QColor
    warn: QColor
    danger: QColor
    info: QColor
    ok_soft: QColor
    warn_soft: QColor
    danger_soft: QColor
    info_soft: QColor
    wave_rest: QColor
    wave_rest2: QColor
    wave_play2: QColor
    syn_key: QColor
    syn_op: QColor
    syn_val: QColor
    syn_neg: QColor
    c1: QColor
    c2: QColor
    c3: QColor
    c4: QColor
    c5: QColor
    c6: QColor
    match: QColor
    shadow: QColor
    scrim: QColor
    scroll: QColor
    groove: QColor


class Space(NamedTuple):
    """The allowed gaps, in logical pixels."""

    s2: int
    s4: int
    s8: int
    s12: int
    s16: int
    s20: int
    s24: int
    s28: int
    s32: int
    s44: int
    s64: int


class Radii(NamedTuple):
    """How round the corners are."""

    cover20: int
    row: int
    cover36: int
    menu_item: int
    control: int
    cover52: int
    tile: int
    nav: int
    cover_panel: int
    toast: int
    popup: int
    card: int
    cover_page: int
    dialog: int
    chip: int


class Sizes(NamedTuple):
    """Heights and widths, in logical pixels."""

    top_bar: int
    sidebar: int
    sidebar_min: int
    sidebar_max: int
    rail: int
    right_panel: int
    right_panel_wide: int
    player_bar: int
    view_header: int
    chips_row: int
    chips_from: int
    table_header: int
    status_strip: int
    row_compact: int
    row_standard: int
    row_relaxed: int
    row_two_line: int
    nav_row: int
    settings_nav_row: int
    pane_row: int
    queue_row: int
    menu_row: int
    palette_row: int
    button: int
    button_small: int
    button_large: int
    icon_button: int
    icon_button_small: int
    icon_button_tiny: int
    field: int
    field_small: int
    chip: int
    token: int
    badge: int
    switch_width: int
    switch_height: int
    checkbox: int
    play: int
    play_big: int
    wave: int
    wave_big: int
    dialog_header: int
    dialog_footer: int
    toast_min: int
    toast_width: int
    window_min_width: int
    window_min_height: int
    rail_below: int
    drawer_below: int
    wide_from: int
    search: int
    search_wide: int
    seek_track: int
    slider_track: int
    slider_knob: int
    volume: int
    song: int
    icon_tiny: int
    icon_small: int
    icon: int
    icon_button_glyph: int
    icon_play: int
    cover_row: int
    cover_queue: int
    cover_bar: int
    tile_min: int
    tile_max: int
    focus_width: int
    focus_width_strong: int


class Tints(NamedTuple):
    """How much of a cover's colour a ground takes, as a share."""

    panel: float
    header: float
    page: float


class Motion(NamedTuple):
    """How long things take to move, in milliseconds, and how often they are drawn."""

    fast: int
    base: int
    move: int
    page: int
    lyric: int
    eq_fps: int
    wave_fps: int
    toast_ms: int


class TypeStyle(NamedTuple):
    """One text style: pixels, line height, weight, and spacing as a share of the size."""

    px: float
    line: int
    weight: int
    tracking: float


class Families(NamedTuple):
    """The typefaces asked for; the system's stand in where they are not installed."""

    body: str
    display: str
    mono: str


def _color(text: str) -> QColor:
    if text.startswith("#"):
        return QColor(text)
    red, green, blue, alpha = text.removeprefix("rgba(").removesuffix(")").split(",")
    color = QColor(int(red), int(green), int(blue))
    color.setAlphaF(float(alpha))
    return color


class Tokens(NamedTuple):
    """All of it."""

    space: Space
    radius: Radii
    size: Sizes
    motion: Motion
    families: Families
    type: dict[FontRole, TypeStyle]
    art: list[list[str]]
    themes: dict[str, dict[str, str]]
    accents: dict[str, dict[str, dict[str, str]]]
    tints: dict[str, Tints]

    def colors(self, *, dark: bool, accent: Accent) -> Colors:
        """Return the roles of one theme with the accent's own laid over them."""
        name = "dark" if dark else "light"
        roles = self.themes[name] | self.accents[name][accent.value]
        return Colors(**{role: _color(text) for role, text in roles.items()})


def load(file: Path) -> Tokens:
    """Read the tokens; about 0.3 ms."""
    parts: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return Tokens(
        space=Space(**parts["space"]),
        radius=Radii(**parts["radius"]),
        size=Sizes(**parts["size"]),
        motion=Motion(**parts["motion"]),
        families=Families(**parts["families"]),
        art=parts["art"],
        type={FontRole(name): TypeStyle(*style) for name, style in parts["type"].items()},
        themes=parts["color"],
        accents=parts["accents"],
        tints={name: Tints(**shares) for name, shares in parts["tint"].items()},
    )
