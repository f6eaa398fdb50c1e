"""Rules that hold together: all of them, any of them, none of them; groups may be inside."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.queries.query import Match
from mtplayer.core.queries.rules import DEEPEST, Rule, RuleGroup
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.smart.known import Known
from mtplayer.ui.smart.rule_drag import Gap, PartLine, RuleDrag
from mtplayer.ui.smart.rule_row import NEW_RULE, RuleRow
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton
from mtplayer.ui.widgets.text_button import TextButton

_MATCHES: Final = (Match.ALL, Match.ANY, Match.NONE)
_MATCH_WIDE: Final = 76
_GROUND: Final = 0.04
"""How much lighter than the dialog a group is, or darker."""


class RuleGroupBox(QWidget):
    """The rows of a group, and what adds one. The outermost has words of its own.

    What is inside is taken to other places by the ``drag`` that the outermost makes.
    """

    changed: TypedSignal[None] = signal()
    removed: TypedSignal[None] = signal()

    def __init__(
        self,
        theme: Theme,
        group: RuleGroup,
        known: Known,
        *,
        level: int = 0,
        drag: RuleDrag | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._known, self.level = theme, known, level
        self._match = group.match
        self._lines: list[PartLine] = []
        words = [tr("smart", "all"), tr("smart", "any"), tr("smart", "none")]
        self._which = MenuButton(theme, tr("smart", "How many rules must fit"), words)
        self._which.setFixedWidth(_MATCH_WIDE)
        self._which.picked.connect(self._choose)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.space.s8)
        self._lay_out()
        self.drag = RuleDrag(theme, self) if drag is None else drag
        theme.changed.connect(self._look_changed)
        self.show_group(group)

    @property
    def group(self) -> RuleGroup:
        """The rules as they are now; some may lack something."""
        return RuleGroup(self._match, tuple(part.value for part in self.parts))

    @property
    def value(self) -> RuleGroup:
        """The same, for who asks a part what it is."""
        return self.group

    @property
    def parts(self) -> "tuple[RuleRow | RuleGroupBox, ...]":
        """The rows and the groups inside, in order."""
        return tuple(line.part for line in self._lines)

    @property
    def lines(self) -> Sequence[PartLine]:
        """The same with what is before them."""
        return self._lines

    @property
    def spacing(self) -> int:
        """How far rows are from each other."""
        return self._rows.spacing()

    @property
    def rows_top(self) -> int:
        """Where the rows begin, or would."""
        return self._rows.geometry().top()

    def gaps(self, moved: "RuleRow | RuleGroupBox") -> Iterator[Gap]:
        """Yield the places for a part from the top, in the groups inside as well but not in it."""
        for at, part in enumerate(self.parts):
            yield Gap(self, at)
            if isinstance(part, RuleGroupBox) and part is not moved:
                yield from part.gaps(moved)
        yield Gap(self, len(self._lines))

    def move_part(self, part: "RuleRow | RuleGroupBox", gap: Gap) -> None:
        """Put a part, from wherever in here, to a place."""
        source = self.box_of(part)
        if source is None:
            return
        above = source is gap.box and source.parts.index(part) < gap.at
        source.take_out(part)
        gap.box.put(part.value, gap.at - above)
        gap.box.lines[gap.at - above].grip.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(None)

    def box_of(self, part: "RuleRow | RuleGroupBox") -> "RuleGroupBox | None":
        """Return the group that a part stands in."""
        if part in self.parts:
            return self
        boxes = [each for each in self.parts if isinstance(each, RuleGroupBox)]
        return next((found for box in boxes if (found := box.box_of(part))), None)

    def show_group(self, group: RuleGroup) -> None:
        """Show other rules without saying so."""
        for part in self.parts:
            self.take_out(part)
        self._match = group.match
        self._which.choose(_MATCHES.index(group.match))
        for part in group.parts:
            self.put(part, len(self._lines))

    def add_rule(self, rule: Rule = NEW_RULE, at: int | None = None) -> RuleRow:
        """Add a row, at the end or somewhere."""
        row = self.put(rule, len(self._lines) if at is None else at)
        assert isinstance(row, RuleRow)
        self.changed.emit(None)
        return row

    def add_group(self) -> "RuleGroupBox":
        """Add a group with one new rule."""
        usual = Match.ANY if self._match is Match.ALL else Match.ALL
        box = self.put(RuleGroup(usual, (NEW_RULE,)), len(self._lines))
        assert isinstance(box, RuleGroupBox)
        self.changed.emit(None)
        return box

    def put(self, part: Rule | RuleGroup, at: int) -> "RuleRow | RuleGroupBox":
        """Put a part somewhere without saying so."""
        widget: RuleRow | RuleGroupBox
        if isinstance(part, Rule):
            widget = row = RuleRow(self._theme, part, self._known)
            row.followed.connect(partial(self._follow, row))
        else:
            deeper = self.level + 1
            widget = RuleGroupBox(self._theme, part, self._known, level=deeper, drag=self.drag)
        widget.changed.connect(self._say)
        # A row must not die of its own click.
        gone = partial(self._remove, widget)
        widget.removed.connect(lambda _: QTimer.singleShot(0, self, gone))
        line = PartLine(self._theme, widget)
        line.stepped.connect(partial(self.drag.step, widget))
        line.grip.pulled.connect(partial(self.drag.follow, widget))
        line.grip.let_go.connect(lambda _: self.drag.end())
        line.grip.gave_up.connect(lambda _: self.drag.cancel())
        self._lines.insert(at, line)
        self._rows.insertWidget(at, line)
        # At once: what is hidden still takes no focus.
        line.show()
        return widget

    def _follow(self, row: RuleRow, _nothing: object) -> None:
        self.add_rule(at=self.parts.index(row) + 1).start()

    def _remove(self, part: "RuleRow | RuleGroupBox") -> None:
        if part in self.parts:
            self.take_out(part)
            self.changed.emit(None)

    def take_out(self, part: "RuleRow | RuleGroupBox") -> None:
        """Take a part out without saying so."""
        line = self._lines.pop(self.parts.index(part))
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _choose(self, at: int) -> None:
        self._match = _MATCHES[at]
        self._which.choose(at)
        self.changed.emit(None)

    def _say(self, _nothing: object) -> None:
        self.changed.emit(None)

    def _lay_out(self) -> None:
        theme, space, inside = self._theme, self._theme.space, bool(self.level)
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
        if inside:
            column.setContentsMargins(space.s12, space.s8, space.s8, space.s8)
        else:
            column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        # What is before the rows is as wide as they are moved in.
        column.addLayout(self._rows)
        line = QHBoxLayout()
        line.addSpacing(space.s24)
        line.addLayout(self._adders(), 1)
        column.addLayout(line)

    def _adders(self) -> QHBoxLayout:
        theme, row = self._theme, QHBoxLayout()
        adders: list[tuple[str, Callable[[], object]]] = [
            (tr("smart", "Rule"), lambda: self.add_rule().start())
        ]
        if self.level < DEEPEST - 1:
            adders.append((tr("smart", "Group"), self.add_group))
        row.setSpacing(0)
        for words, add in adders:
            button = TextButton(theme, words, icon="plus")
            button.clicked.connect(add)
            if not row.count():
                row.addSpacing(-button.margin)
            row.addWidget(button)
        row.addStretch(1)
        return row

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.level:
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
