"""Rules that hold together: all of them, any of them, none of them; groups may be inside."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mtplayer.core.queries.query import Match
from mtplayer.core.queries.rules import DEEPEST, Rule, RuleGroup
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.painting import fill_round
from mtplayer.ui.smart.known import Known
from mtplayer.ui.smart.rule_row import NEW_RULE, RuleRow
from mtplayer.ui.text import tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton
from mtplayer.ui.widgets.text_button import TextButton

_MATCHES: Final = (Match.ALL, Match.ANY, Match.NONE)
_MATCH_WIDE: Final = 76
_GROUND: Final = 0.04
"""How much lighter than the dialog a group is, or darker."""


class RuleGroupBox(QWidget):
    """The rows of a group, and what adds one. The outermost has words of its own."""

    changed: TypedSignal[None] = signal()
    removed: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, group: RuleGroup, known: Known, *, depth: int = 0) -> None:
        super().__init__()
        self._theme, self._known, self._depth = theme, known, depth
        self._match = group.match
        self._parts: list[RuleRow | RuleGroupBox] = []
        words = [tr("smart", "all"), tr("smart", "any"), tr("smart", "none")]
        self._which = MenuButton(theme, tr("smart", "How many rules must fit"), words)
        self._which.setFixedWidth(_MATCH_WIDE)
        self._which.picked.connect(self._choose)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.space.s8)
        self._lay_out()
        theme.changed.connect(self._look_changed)
        self.show_group(group)

    @property
    def group(self) -> RuleGroup:
        """The rules as they are now; some may lack something."""
        parts = [part.rule if isinstance(part, RuleRow) else part.group for part in self._parts]
        return RuleGroup(self._match, tuple(parts))

    @property
    def parts(self) -> "tuple[RuleRow | RuleGroupBox, ...]":
        """The rows and the groups inside, in order."""
        return tuple(self._parts)

    def show_group(self, group: RuleGroup) -> None:
        """Show other rules without saying so."""
        for part in self._parts:
            self._rows.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self._match = group.match
        self._which.choose(_MATCHES.index(group.match))
        for part in group.parts:
            self._add(part, len(self._parts))

    def add_rule(self, rule: Rule = NEW_RULE, at: int | None = None) -> RuleRow:
        """Add a row, at the end or somewhere."""
        row = self._add(rule, len(self._parts) if at is None else at)
        assert isinstance(row, RuleRow)
        self.changed.emit(None)
        return row

    def add_group(self) -> "RuleGroupBox":
        """Add a group with one new rule."""
        usual = Match.ANY if self._match is Match.ALL else Match.ALL
        box = self._add(RuleGroup(usual, (NEW_RULE,)), len(self._parts))
        assert isinstance(box, RuleGroupBox)
        self.changed.emit(None)
        return box

    def _add(self, part: Rule | RuleGroup, at: int) -> "RuleRow | RuleGroupBox":
        widget: RuleRow | RuleGroupBox
        if isinstance(part, Rule):
            widget = row = RuleRow(self._theme, part, self._known)
            row.followed.connect(partial(self._follow, row))
        else:
            widget = RuleGroupBox(self._theme, part, self._known, depth=self._depth + 1)
        widget.changed.connect(self._say)
        # A row must not die of its own click.
        gone = partial(self._remove, widget)
        widget.removed.connect(lambda _: QTimer.singleShot(0, self, gone))
        self._parts.insert(at, widget)
        self._rows.insertWidget(at, widget)
        return widget

    def _follow(self, row: RuleRow, _nothing: object) -> None:
        self.add_rule(at=self._parts.index(row) + 1).start()

    def _remove(self, part: "RuleRow | RuleGroupBox") -> None:
        if part not in self._parts:
            return
        self._parts.remove(part)
        self._rows.removeWidget(part)
        part.hide()
        part.deleteLater()
        self.changed.emit(None)

    def _choose(self, at: int) -> None:
        self._match = _MATCHES[at]
        self._which.choose(at)
        self.changed.emit(None)

    def _say(self, _nothing: object) -> None:
        self.changed.emit(None)

    def _lay_out(self) -> None:
        theme, space, inside = self._theme, self._theme.space, bool(self._depth)
        head = QHBoxLayout()
        head.setSpacing(space.s8)
        if not inside:
            head.addWidget(Label(theme, tr("smart", "Match")))
        head.addWidget(self._which)
        words = tr("smart", "of these") if inside else tr("smart", "of these rules")
        head.addWidget(Label(theme, words))
        head.addStretch(1)
        if inside:
            name, edge = tr("smart", "Remove this group"), theme.size.icon_button_small
            cross = IconButton(theme, name, Face(icon="x"), edge=edge, glyph=theme.size.icon)
            cross.clicked.connect(partial(self.removed.emit, None))
            head.addWidget(cross)
        column = QVBoxLayout(self)
        column.setSpacing(space.s8)
        indent = space.s24
        if inside:
            column.setContentsMargins(space.s12, space.s8, space.s8, space.s8)
        else:
            column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        for part in (self._rows, self._adders()):
            line = QHBoxLayout()
            line.addSpacing(indent)
            line.addLayout(part, 1)
            column.addLayout(line)

    def _adders(self) -> QHBoxLayout:
        theme, row = self._theme, QHBoxLayout()
        adders: list[tuple[str, Callable[[], object]]] = [
            (tr("smart", "Rule"), lambda: self.add_rule().start())
        ]
        if self._depth < DEEPEST - 1:
            adders.append((tr("smart", "Group"), self.add_group))
        row.setSpacing(0)
        for words, add in adders:
            button = TextButton(theme, words, icon="plus")
            button.clicked.connect(add)
            row.addWidget(button)
            row.setContentsMargins(-button.margin, 0, 0, 0)
        row.addStretch(1)
        return row

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._depth:
            return
        colors, radius = self._theme.colors, float(self._theme.radius.tile)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(colors.fg_1)
            ground.setAlphaF(_GROUND)
            fill_round(painter, self.rect(), radius, ground)
            # The side one reads from wears the accent.
            body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            path = QPainterPath()
            side = body.right() if self.isRightToLeft() else body.left()
            inner = side - radius if self.isRightToLeft() else side + radius
            path.moveTo(inner, body.top())
            path.quadTo(side, body.top(), side, body.top() + radius)
            path.lineTo(side, body.bottom() - radius)
            path.quadTo(side, body.bottom(), inner, body.bottom())
            painter.setPen(QPen(colors.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)

    def _look_changed(self, _look: object) -> None:
        self.update()
