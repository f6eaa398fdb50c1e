"""One rule: what it is about, how it is compared, with what."""

from functools import partial
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.queries.query import Op
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.rules import Relation, Rule, problem
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import draw_text, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.smart.known import Known
from mtplayer.ui.smart.pair import Pair
from mtplayer.ui.smart.value_editors import WIDE, editor_for
from mtplayer.ui.smart.words import (
    SUBJECTS,
    Subject,
    is_usual,
    relations,
    subject_name,
    subject_of,
)
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.menu_button import MenuButton

SUBJECT_WIDE: Final = 132
RELATION_WIDE: Final = 164
_ROOMY: Final = 600
_LESS: Final = 24
"""So much narrower is the field where there is little room, and by 5 of 12 the relation."""

NEW_RULE: Final = Rule(Field.GENRE, Relation(Op.IS), ())


class SubjectButton(MenuButton):
    """Opens a menu of all fields: the usual ones, the others in menus of their own."""

    chosen: TypedSignal[Subject] = signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("smart", "Field"), [], large=True)
        self.setFixedWidth(SUBJECT_WIDE)

    def show_subject(self, subject: Subject) -> None:
        """Show what is chosen."""
        self.offer([subject_name(subject)], 0)

    @override
    def menu(self) -> Menu:
        menu = Menu(self.theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, subjects in SUBJECTS:
            part = Menu(self.theme, menu, tr("smart", title)) if title else menu
            for subject in subjects:
                action = part.addAction(subject_name(subject).replace("&", "&&"))
                action.triggered.connect(partial(self._choose, subject))
            if part is not menu:
                menu.addMenu(part)
            else:
                menu.addSeparator()
        return menu

    def _choose(self, subject: Subject, _checked: object = None) -> None:
        self.chosen.emit(subject)


class _Why(QWidget):
    """Says what a rule lacks, in red."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self.setFixedHeight(theme.space.s20)
        theme.changed.connect(self._look_changed)

    def say(self, text: str) -> None:
        """Say it, or nothing."""
        self._text = text
        self.setVisible(bool(text))
        self.setAccessibleName(text)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, turned = self._theme, self.isRightToLeft()
        with QPainter(self) as painter:
            glyph = QRect(0, 0, theme.size.icon_small, self.height())
            words = self.rect().adjusted(theme.size.icon_small + theme.space.s4, 0, 0, 0)
            direction, whole, color = self.layoutDirection(), self.rect(), theme.colors.danger
            place = placed(direction, whole, glyph)
            theme.icons.paint(painter, place, "warning-circle", color, theme.size.icon_small)
            painter.setFont(theme.font(FontRole.CAPTION))
            painter.setPen(color)
            place = placed(direction, whole, words)
            draw_text(painter, place, self._text, right_to_left=turned)

    def _look_changed(self, _look: object) -> None:
        self.update()


class RuleRow(QWidget):
    """Says when its rule changes, and when it wants to go or to be followed by another."""

    changed: TypedSignal[None] = signal()
    removed: TypedSignal[None] = signal()
    followed: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, rule: Rule, known: Known) -> None:
        super().__init__()
        self._theme, self._known = theme, known
        self._rule = rule
        self._offered: list[Relation] = []
        self._touched = bool(rule.values)
        self._subject = SubjectButton(theme)
        self._relation = MenuButton(theme, tr("smart", "Relation"), [], large=True)
        self._relation.setFixedWidth(RELATION_WIDE)
        self._pair = Pair(theme, tr("smart", "Answer"))
        self._why = _Why(theme)
        self._before = QWidget()
        self._lay_out()
        self._subject.chosen.connect(self._choose_subject)
        self._relation.picked.connect(self._choose_relation)
        self._pair.picked.connect(self._answer)
        self._show()

    @property
    def rule(self) -> Rule:
        """The rule as it is now; it may lack something."""
        return self._rule

    @property
    def value(self) -> Rule:
        """The same, for who asks a part what it is."""
        return self._rule

    @property
    def why(self) -> str:
        """What the rule lacks, as it is said."""
        return self._why.accessibleName()

    def start(self) -> None:
        """Let somebody type the value."""
        editor = self.editor.findChild(QWidget)
        (editor if editor is not None else self._subject).setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        less = _LESS if self.width() < _ROOMY else 0
        self._subject.setFixedWidth(SUBJECT_WIDE - less)
        relation = RELATION_WIDE - less * 5 // 12
        self._relation.setFixedWidth(relation)
        self._before.setFixedWidth(SUBJECT_WIDE - less + relation + self._theme.space.s8)

    def _lay_out(self) -> None:
        theme, space = self._theme, self._theme.space
        self._row = row = QHBoxLayout()
        row.setSpacing(space.s8)
        top = Qt.AlignmentFlag.AlignTop
        self.editor = editor_for(theme, Field.TITLE, Relation(Op.EMPTY), self._known, several=False)
        row.addWidget(self._subject, 0, top)
        row.addWidget(self._relation, 0, top)
        row.addWidget(self.editor, WIDE, top)
        row.addWidget(self._pair, 0, top)
        row.addStretch(1)
        for icon, words, told in (
            ("minus", tr("smart", "Remove this rule"), self.removed),
            ("plus", tr("smart", "Add a rule below"), self.followed),
        ):
            edge = theme.size.field
            button = IconButton(theme, words, Face(icon=icon), edge=edge, glyph=theme.size.icon)
            button.clicked.connect(partial(told.emit, None))
            row.addWidget(button, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(space.s8)
        below.addWidget(self._before)
        below.addWidget(self._why)
        column.addLayout(below)

    def _show(self) -> None:
        """Show the rule: its field, what can be asked of it, an editor of the values."""
        rule = self._rule
        self._subject.show_subject(subject_of(rule))
        is_state = FIELDS[rule.field].kind is Kind.WORD
        usual = [(one, words) for one, words in relations(rule.field) if is_usual(one, rule.field)]
        offered = [one for one, _ in usual]
        words = [words for _, words in usual]
        if rule.relation not in offered and not is_state:
            every = dict(relations(rule.field))
            offered.append(rule.relation)
            words.append(every.get(rule.relation, rule.relation.op.value))
        self._offered = offered
        self._relation.offer(words, 0 if is_state else offered.index(rule.relation))
        self._pair.setVisible(is_state)
        self._pair.show_answer(yes=not rule.relation.negated)
        self._show_editor()
        self._check()

    def _show_editor(self) -> None:
        rule, several = self._rule, len(self._rule.values) > 1
        several = several and rule.relation.op is not Op.BETWEEN
        editor = editor_for(self._theme, rule.field, rule.relation, self._known, several=several)
        self._row.replaceWidget(self.editor, editor)
        self._row.setAlignment(editor, Qt.AlignmentFlag.AlignTop)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = editor
        editor.show_values(rule.values)
        editor.changed.connect(self._typed)
        editor.setVisible(FIELDS[rule.field].kind is not Kind.WORD)

    def _check(self) -> None:
        # What nobody has typed into yet is not wrong: it is new.
        lacks = tr("smart", problem(self._rule)) if self._touched else ""
        self._why.say(lacks)
        self.editor.show_fault(wrong=bool(lacks))

    def _typed(self, _nothing: object) -> None:
        self._touched = True
        self._set(self._rule.relation, self.editor.values())
        self._check()

    def _choose_subject(self, subject: Subject) -> None:
        field, word = subject
        if word:
            self._rule = Rule(field, Relation(Op.IS), (word,))
        elif field is not self._rule.field:
            same = FIELDS[field].kind is FIELDS[self._rule.field].kind
            relation = self._rule.relation if same else relations(field)[0][0]
            values = self._rule.values if same else _usual_values(field)
            self._rule = Rule(field, relation, values)
        self._touched = bool(word)
        self._show()
        self.changed.emit(None)

    def _choose_relation(self, at: int) -> None:
        relation, before = self._offered[at], self._rule
        same = relation.ago == before.relation.ago
        values = before.values if same else ()
        if relation.op is Op.EMPTY:
            values = ()
        elif relation.op is Op.BETWEEN and before.relation.op is not Op.BETWEEN:
            values = (*values[:1], "") if values else ()
        elif before.relation.op is Op.BETWEEN:
            values = values[:1]
        if relation.op in (Op.MATCHES, Op.MATCHES_EXACTLY):
            values = values[:1]
        self._rule = Rule(before.field, relation, values)
        self._show()
        self.changed.emit(None)

    def _answer(self, yes: bool) -> None:  # noqa: FBT001 - what a signal says
        self._set(self._rule.relation._replace(negated=not yes), self._rule.values)

    def _set(self, relation: Relation, values: tuple[str, ...]) -> None:
        self._rule = Rule(self._rule.field, relation, values)
        self.changed.emit(None)


def _usual_values(field: Field) -> tuple[str, ...]:
    return ("4",) if FIELDS[field].kind is Kind.STARS else ()
