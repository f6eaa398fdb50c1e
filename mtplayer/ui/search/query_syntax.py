"""Colours the parts of a query, and underlines what means nothing."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import Colors
from mtplayer.ui.search.query_line import units

if TYPE_CHECKING:
    from mtplayer.core.queries.query_parser import TokenKind


class QuerySyntax(QSyntaxHighlighter):
    """Reads the text as the search does, so that colours never differ from what is meant."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[TokenKind, QTextCharFormat] = {}
        theme.changed.connect(self._restyle)

    @override
    def highlightBlock(self, text: str) -> None:
        if not text:
            return
        from mtplayer.core.queries.query_parser import parse

        if not self._formats:
            self._formats = _formats(self._theme.colors)
        for token in parse(text).tokens:
            start, end = units(text, token.span.start), units(text, token.span.end)
            self.setFormat(start, end - start, self._formats[token.kind])

    def _restyle(self, _look: object) -> None:
        self._formats.clear()
        self.rehighlight()


def dress_line(line: QWidget, theme: Theme) -> None:
    """Give a line of a query the colours of the theme."""
    palette, colors = QPalette(line.palette()), theme.colors
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    palette.setColor(QPalette.ColorRole.Text, colors.fg_1)
    palette.setColor(QPalette.ColorRole.Highlight, colors.accent_soft)
    palette.setColor(QPalette.ColorRole.HighlightedText, colors.fg_1)
    line.setPalette(palette)


def _formats(colors: Colors) -> "dict[TokenKind, QTextCharFormat]":
    from mtplayer.core.queries.query_parser import TokenKind

    roles = {
        TokenKind.WORD: colors.fg_1,
        TokenKind.KEY: colors.syn_key,
        TokenKind.OPERATOR: colors.syn_op,
        TokenKind.VALUE: colors.syn_val,
        TokenKind.NEGATION: colors.syn_neg,
        TokenKind.FAULT: colors.fg_1,
    }
    formats: dict[TokenKind, QTextCharFormat] = {}
    for kind, color in roles.items():
        style = formats[kind] = QTextCharFormat()
        style.setForeground(color)
    fault = formats[TokenKind.FAULT]
    fault.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    fault.setUnderlineColor(colors.danger)
    return formats
