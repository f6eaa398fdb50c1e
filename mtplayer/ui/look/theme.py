"""Light or dark, the accent, fonts and sizes: the one source of how things look."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.core.options import Accent
from mtplayer.core.record import record, short_record
from mtplayer.runtime.paths import data_dir
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look import icons, style, tokens
from mtplayer.ui.look.fonts import Fonts
from mtplayer.ui.look.icons import Icons
from mtplayer.ui.look.tokens import (
    Colors,
    FontRole,
    Motion,
    Radii,
    Sizes,
    Space,
    Tints,
    Tokens,
    TypeStyle,
)


@record
class Look:
    """What the theme is now."""

    dark: bool
    accent: Accent
    colors: Colors
    high_contrast: bool = False


@short_record
class Design:
    """What the theme is made from."""

    tokens: Tokens
    icons: Icons


def read_design() -> Design:
    """Read tokens and glyphs: files, so before the loop starts."""
    return Design(tokens.load(data_dir("resources") / "tokens.json"), icons.load())


# What makes a QApplication begin in the style that everything is drawn in.
FUSION = ("-style", "Fusion")
# A row is narrower than a button: the design's 1.5 px keep its letters free.
_OUTLINE = 1.5


class Theme(QObject):
    """Colours change, sizes and fonts do not; painters read from here at every paint.

    ``changed`` comes after the application wears the new colours.
    """

    changed: TypedSignal[Look] = signal()

    def __init__(
        self,
        design: Design,
        choice: options.Theme = options.Theme.SYSTEM,
        accent: Accent = Accent.TIDE,
        *,
        system_font: bool = False,
        reduced_motion: bool = False,
        high_contrast: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tokens = design.tokens
        self._choice = choice
        self._accent = accent
        self._reduced_motion = reduced_motion
        self._sharp = high_contrast
        self._application: QApplication | None = None
        self._metrics: dict[tuple[FontRole, bool, int], QFontMetrics] = {}
        self._fonts = Fonts(self._tokens, system=system_font)
        self.icons = design.icons
        self._hints = QGuiApplication.styleHints()
        self._access = self._hints.accessibility()
        self._system = self._hints.colorScheme()
        self._contrast = self._access.contrastPreference()
        self._look = self._make()
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._access.contrastPreferenceChanged.connect(self._contrast_changed)

    @property
    def look(self) -> Look:
        """What the theme is now."""
        return self._look

    @property
    def colors(self) -> Colors:
        """The colour roles."""
        return self._look.colors

    @property
    def dark(self) -> bool:
        """Whether the ground is dark."""
        return self._look.dark

    @property
    def space(self) -> Space:
        """The allowed gaps."""
        return self._tokens.space

    @property
    def radius(self) -> Radii:
        """The roundness of corners."""
        return self._tokens.radius

    @property
    def size(self) -> Sizes:
        """Heights and widths."""
        return self._tokens.size

    @property
    def motion(self) -> Motion:
        """How long things move."""
        return self._tokens.motion

    @property
    def tints(self) -> Tints:
        """How much of a cover's colour a ground takes; with high contrast nothing."""
        if self._look.high_contrast:
            return Tints(panel=0, header=0, page=0)
        return self._tokens.tints["dark" if self.dark else "light"]

    @property
    def ring(self) -> float:
        """How wide the ring around what has the focus is: wider with high contrast."""
        size = self._tokens.size
        return size.focus_width_strong if self._look.high_contrast else size.focus_width

    @property
    def outline(self) -> float:
        """How wide the line in a focused row or tile is."""
        return self._tokens.size.focus_width_strong if self._look.high_contrast else _OUTLINE

    @property
    def art(self) -> list[list[str]]:
        """Colours of the painted covers, a handful for each."""
        return self._tokens.art

    def colors_of(self, *, dark: bool, accent: Accent | None = None) -> Colors:
        """Return the roles of another theme or accent, to show what it would look like."""
        return self._tokens.colors(dark=dark, accent=accent or self._accent)

    def type(self, role: FontRole) -> TypeStyle:
        """Return the measures of a text role."""
        return self._tokens.type[role]

    def font(self, role: FontRole, *, tabular: bool = False, weight: int = 0) -> QFont:
        """Return the font of a text role."""
        return self._fonts.get(role, tabular=tabular, weight=weight)

    def metrics(self, role: FontRole, *, tabular: bool = False, weight: int = 0) -> QFontMetrics:
        """Return the measures of a font, made once: 0.4 ms the first time."""
        key = (role, tabular, weight)
        if (found := self._metrics.get(key)) is None:
            found = self._metrics[key] = QFontMetrics(
                self._fonts.get(role, tabular=tabular, weight=weight)
            )
        return found

    def duration(self, milliseconds: int) -> int:
        """Return how long a movement takes: nothing when motion is reduced."""
        return 0 if self._reduced_motion else milliseconds

    def choose(self, choice: options.Theme, accent: Accent) -> None:
        """Wear another theme or accent."""
        self._choice = choice
        self._accent = accent
        self._ask_for_frame()
        self._refresh()

    def reduce_motion(self, *, reduced: bool) -> None:
        """Stand still, or move again."""
        self._reduced_motion = reduced

    def dress(self, application: QApplication, *, in_fusion: bool = False) -> None:
        """Give the application its style, palette and font, now and on every change.

        One that began ``in_fusion`` (by FUSION) starts 7 ms sooner: asked for a style, Qt hands
        one out, and PySide loads the 500 constants of it.
        """
        self._application = application
        self._ask_for_frame()
        if not in_fusion:
            application.setStyle("Fusion")
        application.setFont(self.font(FontRole.BODY))
        application.setPalette(style.palette(self._look.colors))

    def finish(self) -> None:
        """Give the application its style sheet.

        Best once the first window is built: with a sheet, each step of putting a window together
        polishes all that is in it anew, 970 widgets instead of 140, which takes 15 ms.
        """
        if self._application is not None:
            self._application.setStyleSheet(style.sheet(self._look.colors, self._tokens))

    def _ask_for_frame(self) -> None:
        # Title bars and native dialogs follow where the platform can.
        hints = self._hints
        if self._choice is options.Theme.SYSTEM:
            hints.unsetColorScheme()
        else:
            dark = self._choice is options.Theme.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    def _wear(self, application: QApplication) -> None:
        application.setPalette(style.palette(self._look.colors))
        self.finish()

    def _refresh(self) -> None:
        look = self._make()
        if look == self._look:
            return
        self._look = look
        if self._application is not None:
            self._wear(self._application)
        self.changed.emit(look)

    def _make(self) -> Look:
        dark = self._is_dark()
        high = self._sharp or self._contrast is Qt.ContrastPreference.HighContrast
        colors = self._tokens.colors(dark=dark, accent=self._accent)
        return Look(
            dark=dark,
            accent=self._accent,
            colors=_sharpened(colors) if high else colors,
            high_contrast=high,
        )

    def _is_dark(self) -> bool:
        if self._choice is not options.Theme.SYSTEM:
            return self._choice is options.Theme.DARK
        return self._system is not Qt.ColorScheme.Light

    def _contrast_changed(self, preference: Qt.ContrastPreference) -> None:
        self._contrast = preference
        self._refresh()

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._choice is options.Theme.SYSTEM:
            self._system = scheme
            self._refresh()


def _sharpened(colors: Colors) -> Colors:
    """Give every text the strongest colour, every divider that of a field, and no zebra."""
    return colors._replace(
        fg_2=colors.fg_1,
        fg_3=colors.fg_1,
        line_soft=colors.line_field,
        line=colors.line_field,
        bg_zebra=colors.bg_content,
    )
