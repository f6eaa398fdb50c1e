"""Colours the parts of a query, and underlines what means nothing."""

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from mtplayer.core.query_parser import TokenKind, parse
from mtplayer.ui.theme import Theme
from mtplayer.ui.widgets.query_line import units


class QuerySyntax(QSyntaxHighlighter):
    """Reads the text as the search does, so that colours never differ from what is meant."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        super().__init__(document)
        self._theme = theme
        self._formats: dict[TokenKind, QTextCharFormat] = {}
        theme.changed.connect(self._restyle)
        self._restyle(None)

    @override
    def highlightBlock(self, text: str) -> None:
        for token in parse(text).tokens:
            start, end = units(text, token.span.start), units(text, token.span.end)
            self.setFormat(start, end - start, self._formats[token.kind])

    def _restyle(self, _look: object) -> None:
        colors = self._theme.colors
        roles = {
            TokenKind.WORD: colors.fg_1,
            TokenKind.KEY: colors.syn_key,
            TokenKind.OPERATOR: colors.syn_op,
            TokenKind.VALUE: colors.syn_val,
            TokenKind.NEGATION: colors.syn_neg,
            TokenKind.FAULT: colors.fg_1,
        }
        self._formats = {}
        for kind, color in roles.items():
            style = self._formats[kind] = QTextCharFormat()
            style.setForeground(color)
        fault = self._formats[TokenKind.FAULT]
        fault.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        fault.setUnderlineColor(colors.danger)
        self.rehighlight()
