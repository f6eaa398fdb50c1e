"""The design's numbers hold: contrast, roles, fonts, and what a change of theme does."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.core.options import Accent
from mtplayer.runtime.paths import data_dir
from mtplayer.ui.look.theme import Design, Look, Theme
from mtplayer.ui.look.tokens import Colors, FontRole, Motion, Radii, Sizes, Space

LOOKS = [(dark, accent) for dark in (True, False) for accent in Accent]
LOOK_IDS = [f"{'dark' if dark else 'light'}-{accent}" for dark, accent in LOOKS]
SURFACES = (
    "bg_content",
    "bg_chrome",
    "bg_raised",
    "bg_dialog",
    "bg_inset",
    "bg_field",
    "bg_zebra",
    "bg_hover",
    "bg_hover_chrome",
    "bg_nav",
    "bg_sel",
    "bg_sel_off",
)
GROUNDS = tuple(name for name in SURFACES if name != "bg_nav")
TEXT = {
    "fg_1": SURFACES,
    "fg_2": SURFACES,
    "fg_3": SURFACES,
    "accent_text": (*SURFACES, "accent_soft"),
    "danger": (*SURFACES, "danger_soft"),
    "warn": (*SURFACES, "warn_soft"),
    "info": (*SURFACES, "info_soft"),
    # Never drawn on a current sidebar row.
    "ok": (*GROUNDS, "ok_soft"),
    "on_accent": ("accent", "accent_hover", "accent_press"),
    "syn_key": ("bg_field",),
    "syn_op": ("bg_field",),
    "syn_val": ("bg_field",),
    "syn_neg": ("bg_field",),
}
GLYPHS = {
    "heart": SURFACES,
    "star": GROUNDS,
    "line_field": ("bg_content", "bg_chrome", "bg_field", "bg_raised"),
    "wave_rest": ("bg_content", "bg_chrome"),
    "accent": ("bg_content", "bg_chrome", "bg_raised", "bg_field"),
}


def _part(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(color: QColor) -> float:
    red, green, blue = (_part(c) for c in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, 1.4.3."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("dark", "accent"), LOOKS, ids=LOOK_IDS)
def test_every_text_can_be_read_on_every_surface_it_is_drawn_on(
    design: Design, dark: bool, accent: Accent
) -> None:
    colors = design.tokens.colors(dark=dark, accent=accent)
    low = {
        f"{role} on {surface}": round(value, 2)
        for wanted, roles in ((4.5, TEXT), (3.0, GLYPHS))
        for role, surfaces in roles.items()
        for surface in surfaces
        if (value := contrast(getattr(colors, role), getattr(colors, surface))) < wanted
    }
    assert not low


def test_the_contrast_formula_gives_the_known_ends() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.blocking
def test_every_token_of_the_file_has_a_name_in_the_program() -> None:
    parts = json.loads((data_dir("resources") / "tokens.json").read_text("utf-8"))
    for section, kind in (
        ("space", Space),
        ("radius", Radii),
        ("size", Sizes),
        ("motion", Motion),
    ):
        assert set(parts[section]) == set(kind._fields)
    assert set(parts["type"]) == set(FontRole)
    for name in ("dark", "light"):
        assert set(parts["color"][name]) == set(Colors._fields)
        assert set(parts["accents"][name]) == set(Accent)


def test_another_theme_dresses_the_application_before_it_is_announced(
    theme: Theme, qapp: QApplication
) -> None:
    theme.dress(qapp)
    theme.finish()
    seen: list[tuple[Look, str, str]] = []
    theme.changed.connect(
        lambda look: seen.append((look, qapp.palette().text().color().name(), qapp.styleSheet()))
    )
    theme.choose(options.Theme.LIGHT, Accent.ROSE)
    theme.choose(options.Theme.LIGHT, Accent.ROSE)
    assert len(seen) == 1
    look, text, sheet = seen[0]
    assert not look.dark
    assert text == look.colors.fg_1.name()
    assert look.colors.bg_raised.name() in sheet
    assert look.colors.accent.name() == "#c02a60"


def test_the_system_scheme_is_followed_only_when_asked_for(theme: Theme) -> None:
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.dark
    theme.choose(options.Theme.SYSTEM, Accent.TIDE)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.dark
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.dark


def test_high_contrast_strengthens_texts_and_lines_and_flattens_rows(theme: Theme) -> None:
    theme._access.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    colors = theme.colors
    assert theme.look.high_contrast
    assert colors.fg_3 == colors.fg_2 == colors.fg_1
    assert colors.line_soft == colors.line_field
    assert colors.bg_zebra == colors.bg_content
    assert (theme.ring, theme.outline) == (3, 3)
    theme._access.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert theme.colors.fg_3 != theme.colors.fg_1
    assert (theme.ring, theme.outline) == (2, 1.5)


def test_high_contrast_is_there_for_who_asks_for_it(design: Design) -> None:
    theme = Theme(design, options.Theme.LIGHT, high_contrast=True)
    assert theme.look.high_contrast
    theme._access.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert theme.look.high_contrast


def test_numbers_have_digits_of_one_width(theme: Theme) -> None:
    if not QFontDatabase.hasFamily("Inter"):
        pytest.skip("Inter is not installed")
    wide = theme.metrics(FontRole.SMALL, tabular=True)
    assert wide.horizontalAdvance("1111") == wide.horizontalAdvance("0000")
    assert theme.font(FontRole.BODY).hintingPreference() == QFont.HintingPreference.PreferNoHinting


def test_reduced_motion_takes_no_time(theme: Theme) -> None:
    theme.reduce_motion(reduced=False)
    assert theme.duration(theme.motion.move) == 200
    theme.reduce_motion(reduced=True)
    assert theme.duration(theme.motion.move) == 0
