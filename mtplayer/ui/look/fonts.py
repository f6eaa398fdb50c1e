"""The typefaces by what a text is for."""

from PySide6.QtGui import QFont, QFontDatabase

from mtplayer.ui.look.tokens import FontRole, Tokens

DISPLAY_ROLES = frozenset(
    {
        FontRole.DISPLAY,
        FontRole.HERO,
        FontRole.PAGE,
        FontRole.TITLE,
        FontRole.DIALOG,
        FontRole.LYRIC,
        FontRole.LYRIC_NOW,
    }
)


class Fonts:
    """Inter where it is installed, else the system's own at the same sizes."""

    def __init__(self, tokens: Tokens, *, system: bool = False) -> None:
        self._tokens = tokens
        self._cache: dict[tuple[FontRole, bool, int], QFont] = {}
        general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        families = tokens.families
        self._body = general if system else _installed(families.body, general)
        self._display = self._body if system else _installed(families.display, self._body)
        self._mono = _installed(families.mono, fixed)

    def get(self, role: FontRole, *, tabular: bool = False, weight: int = 0) -> QFont:
        """Return a font; ``tabular`` gives digits of one width, ``weight`` another heaviness."""
        key = (role, tabular, weight)
        if (font := self._cache.get(key)) is None:
            font = self._cache[key] = self._make(role, tabular=tabular, weight=weight)
        return font

    def _make(self, role: FontRole, *, tabular: bool, weight: int) -> QFont:
        style = self._tokens.type[role]
        font = QFont(self._family(role))
        # Qt has no fractional pixel sizes: 11.5 and 12.5 round up.
        font.setPixelSize(int(style.px + 0.5))
        font.setWeight(QFont.Weight(weight or style.weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if style.tracking:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 * (1 + style.tracking))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        if role is FontRole.QUERY:
            # A ligature merges the two signs of >= into one glyph.
            for name in ("calt", "liga"):
                font.setFeature(QFont.Tag(name), 0)
        return font

    def _family(self, role: FontRole) -> str:
        if role is FontRole.QUERY:
            return self._mono
        return self._display if role in DISPLAY_ROLES else self._body


def _installed(family: str, otherwise: str) -> str:
    return family if QFontDatabase.hasFamily(family) else otherwise
