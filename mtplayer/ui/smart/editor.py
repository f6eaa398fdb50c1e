"""The editor of a smart playlist: its rules, the same as a query, and what they find."""

from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from mtplayer.core.lists.playlists import NEW_SMART, PlaylistKind
from mtplayer.core.queries.query_parser import parse
from mtplayer.core.queries.query_text import text as text_of
from mtplayer.core.queries.rules import NotShown, RuleGroup, node_of, rules_of
from mtplayer.core.queries.smart_lists import SmartList, SmartPreview
from mtplayer.core.queries.smart_templates import templates
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.smart.draft import Draft
from mtplayer.ui.smart.known import Known
from mtplayer.ui.smart.limit_rows import LimitRows
from mtplayer.ui.smart.line import Line
from mtplayer.ui.smart.preview_list import PreviewList
from mtplayer.ui.smart.query_field import QueryField
from mtplayer.ui.smart.rule_group import RuleGroupBox
from mtplayer.ui.smart.value_editors import between
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.bare_scroll import lay_bare
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.large_sheet import LargeSheet
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.sheet_ground import outline_sheet, paint_sheet
from mtplayer.ui.widgets.switch import Switch
from mtplayer.ui.widgets.text_button import Kind, TextButton

PREVIEW_ROWS: Final = 16
_PREVIEW_SHARE: Final = 36
_FULL_SHARE: Final = 30
_NAME_WIDE: Final = 300
_ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_S})
_CTRL = Qt.KeyboardModifier.ControlModifier


class SmartEditor(LargeSheet):
    """Nothing is kept until it is saved; what the rules find is shown all the time."""

    saved: TypedSignal[Draft] = signal()
    """This is to be kept."""
    gave_up: TypedSignal[Draft] = signal()
    """It was closed with something unsaved in it."""
    settled: TypedSignal[None] = signal()
    """It was cancelled or deleted: nothing of it is wanted any more."""

    share = (78, 86)

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: CoverCache,
        draft: Draft,
        over: QWidget,
    ) -> None:
        super().__init__(theme, over)
        self._services = services
        self._draft = draft
        self._begun = draft.smart
        self._query = draft.smart.query
        self._over_now = False
        self._make_parts(covers)
        self._lay_out()
        self._connect()
        self.setAccessibleName(tr("smart", "Smart playlist"))
        self._show(draft.smart)
        self.come_up(self.name)

    @property
    def smart(self) -> SmartList:
        """The smart playlist as it is now."""
        return replace(self.limits.smart, query=self._query, live=self.live.isChecked())

    @property
    def rules(self) -> RuleGroup:
        """The rules as rows; the last that could be shown, where the query is none."""
        return self.group.group

    @property
    def refusal(self) -> str:
        """Why the name cannot be."""
        return self._name_note.text()

    @override
    def leave(self) -> None:
        if not self._over_now and self._changed():
            kept = replace(self._draft, smart=self.smart, name=self.name.text())
            self.gave_up.emit(kept)
        self._over_now = True
        super().leave()

    def save(self) -> None:
        """Keep it, if nobody else has its name."""
        name = self.name.text().strip() or self._draft.name or tr("smart", NEW_SMART)
        if refusal := self._refusal(name):
            self.refuse(refusal)
            return
        self._over_now = True
        self.saved.emit(replace(self._draft, smart=self.smart, name=name))
        self.leave()

    def refuse(self, why: str) -> None:
        """Say why the name cannot be."""
        self._name_note.show_text(why)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def delete(self) -> None:
        """Delete the playlist; it can be brought back."""
        self._over_now = True
        self.settled.emit(None)
        if self._draft.playlist is not None:
            self._services.playlists.delete([self._draft.playlist])
        self.leave()

    def begin_with(self, smart: SmartList, name: str = "") -> None:
        """Take over other rules."""
        self._show(smart)
        if name and self._draft.playlist is None:
            self.name.setText(name)

    # ---- rules, query and preview ---------------------------------------------------------------

    def _show(self, smart: SmartList) -> None:
        self.limits.show_smart(smart)
        self.live.setChecked(smart.live)
        self._query = smart.query
        self.query.show_text(smart.query)
        self._show_rules()
        self._look()

    def _show_rules(self) -> None:
        """Show the query as rows, or say why it has none."""
        found = rules_of(parse(self._query).node)
        if isinstance(found, NotShown):
            words = tr("smart", "{why} The query below holds as it is.")
            self.note.setText(words.format(why=found.why))
            self._stack.setCurrentWidget(self._no_rules)
            return
        self.group.show_group(found)
        self._stack.setCurrentWidget(self.group)

    def _rules_changed(self, _nothing: object) -> None:
        self._query = text_of(node_of(self.group.group))
        self.query.show_text(self._query)
        self._look()

    def _typed(self, words: str) -> None:
        self._query = words
        self._show_rules()
        self._look()

    def _look(self, _nothing: object = None) -> None:
        self._services.smart.preview(self.smart, PREVIEW_ROWS, self._found, asker=self)

    def _found(self, found: SmartPreview) -> None:
        if not self._over_now:
            self.preview.show_found(found)
            self.preview_waiting = False

    def _start_over(self) -> None:
        self._query = ""
        self.query.show_text("")
        self._show_rules()
        self._look()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._query)

    # ---- keeping it -----------------------------------------------------------------------------

    def _changed(self) -> bool:
        other_name = self.name.text().strip() not in ("", self._draft.name)
        return self.smart != self._begun or other_name

    def _refusal(self, name: str) -> str:
        rows = self._services.playlists.rows
        others = {row.name for row in rows if row.id != self._draft.playlist}
        if self._draft.playlist is not None and name in others:
            return tr("smart", "“{name}” is the name of another playlist.").format(name=name)
        return ""

    def _names(self) -> list[str]:
        rows = self._services.playlists.rows
        mine = self._draft.playlist
        kinds = (PlaylistKind.LIST, PlaylistKind.SMART)
        return [row.name for row in rows if row.kind in kinds and row.id != mine]

    def _open_templates(self) -> None:
        menu = Menu(self.theme, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for template in templates(date.today().year):  # noqa: DTZ011 - the user's day
            words = tr("smart", template.name)
            action = menu.addAction(words)
            action.triggered.connect(
                lambda _=False, smart=template.smart, words=words: self.begin_with(smart, words)
            )
        menu.open_above(self._templates)

    # ---- parts ----------------------------------------------------------------------------------

    def _make_parts(self, covers: CoverCache) -> None:
        theme = self.theme
        self.preview_waiting = True
        self.name = TextField(theme, tr("smart", "Name"))
        self.name.setText(self._draft.name)
        self.name.setPlaceholderText(tr("smart", NEW_SMART))
        between(self.name, 160, _NAME_WIDE)
        self._name_note = Label(theme, role=FontRole.CAPTION, color="danger", elides=True)
        self.live = Switch(theme, tr("smart", "Update while playing"))
        known = Known(self._names, self._services.library.suggest)
        self.group = RuleGroupBox(theme, RuleGroup(), known)
        self.limits = LimitRows(theme)
        self.preview = PreviewList(theme, covers)
        self.query = QueryField(theme, self._services.library.suggest)
        self.cross = IconButton(theme, tr("smart", "Close"), Face(icon="x"))
        self.save_button = TextButton(theme, tr("smart", "Save"), Kind.PRIMARY, keys="Ctrl ⏎")
        self.cancel_button = TextButton(theme, tr("smart", "Cancel"))
        self.delete_button = TextButton(theme, tr("smart", "Delete"), Kind.DANGER, icon="trash")
        self.delete_button.setVisible(self._draft.playlist is not None)
        self._templates = TextButton(theme, tr("smart", "Begin with…"), icon="lightning")
        self._templates.setVisible(self._draft.playlist is None)
        self._copy_button = IconButton(
            theme, tr("smart", "Copy the query"), Face(icon="copy"), edge=theme.size.field_small
        )
        self._no_rules = QWidget()
        self.note = Paragraph(theme, "")
        self._stack = QStackedWidget()

    def _connect(self) -> None:
        self.group.changed.connect(self._rules_changed)
        self.limits.changed.connect(self._look)
        self.query.typed.connect(self._typed)
        self.cross.clicked.connect(self.leave)
        self.cancel_button.clicked.connect(self._cancel)
        self.save_button.clicked.connect(self.save)
        self.delete_button.clicked.connect(self.delete)
        self._templates.clicked.connect(self._open_templates)
        self._copy_button.clicked.connect(self._copy)
        self.name.textEdited.connect(self._name_typed)
        # What others do to the library shows here as well.
        self._services.smart.changed.connect(self._look)

    def _name_typed(self, _name: str) -> None:
        self._name_note.show_text("")

    def _cancel(self) -> None:
        self._over_now = True
        self.settled.emit(None)
        self.leave()

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self._left(), 1)
        both.addWidget(self.preview)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addLayout(both, 1)
        column.addWidget(self._query_row())
        column.addWidget(self._foot())

    def _head(self) -> QWidget:
        theme, space, head = self.theme, self.theme.space, QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(space.s20, 0, space.s16, 0)
        row.setSpacing(space.s12)
        row.addWidget(Glyph(theme, "lightning", "accent_text", theme.size.icon_button_glyph))
        row.addWidget(Label(theme, tr("smart", "Smart playlist"), FontRole.DIALOG))
        row.addStretch(1)
        row.addWidget(self.cross)
        head.setFixedHeight(theme.size.dialog_header)
        return head

    def _left(self) -> QWidget:
        theme, space = self.theme, self.theme.space
        first = QHBoxLayout()
        first.setSpacing(space.s12)
        first.addWidget(Label(theme, tr("smart", "Name"), color="fg_2"))
        first.addWidget(self.name, 2)
        first.addWidget(self._name_note, 1)
        first.addWidget(Label(theme, tr("smart", "Update while playing"), color="fg_2"))
        first.addWidget(self.live)
        rules = QWidget()
        column = QVBoxLayout(rules)
        column.setContentsMargins(space.s20, 0, space.s20, space.s16)
        column.setSpacing(space.s12)
        column.addLayout(first)
        column.addWidget(Line(theme))
        self._make_stack()
        column.addWidget(self._stack)
        column.addWidget(Line(theme))
        column.addWidget(self.limits)
        column.addStretch(1)
        area = QScrollArea()
        lay_bare(area, rules)
        # “Between two times ago” within groups is wider than a small window has room for.
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.group.drag.scrolls(area)
        return area

    def _make_stack(self) -> None:
        space = self.theme.space
        column = QVBoxLayout(self._no_rules)
        column.setContentsMargins(0, space.s8, 0, space.s8)
        column.addWidget(self.note)
        again = TextButton(self.theme, tr("smart", "Start over with rules"), Kind.LINK)
        again.clicked.connect(self._start_over)
        column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._stack.addWidget(self.group)
        self._stack.addWidget(self._no_rules)

    def _query_row(self) -> QWidget:
        theme, space, holder = self.theme, self.theme.space, QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(space.s20, 0, space.s16, 0)
        row.setSpacing(space.s8)
        row.addWidget(Label(theme, tr("smart", "As a query"), FontRole.SMALL, color="fg_2"))
        row.addWidget(self.query, 1)
        row.addWidget(self._copy_button)
        holder.setFixedHeight(theme.size.chips_row + space.s8 + 2)
        self._query_holder = holder
        return holder

    def _foot(self) -> QWidget:
        theme, space, foot = self.theme, self.theme.space, QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(space.s16, 0, space.s16, 0)
        row.setSpacing(0)
        row.addWidget(self.delete_button)
        row.addWidget(self._templates)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        foot.setFixedHeight(theme.size.dialog_footer)
        self._foot_holder = foot
        return foot

    # ---- over the window ------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == _CTRL and Qt.Key(event.key()) in _ENTERS:
            self.save()
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._divide)
        self._divide()

    def _divide(self) -> None:
        share = _FULL_SHARE if self.is_full else _PREVIEW_SHARE
        self.preview.setFixedWidth(self.panel.width() * share // 100)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors, panel = QPainter(self), self.theme.colors, self.panel.geometry()
        paint_sheet(self, self.theme, painter, panel, event.rect())
        corner = panel.topLeft()
        found = self.preview.geometry().translated(corner)
        painter.fillRect(found, colors.bg_content)
        edge = found.right() if self.isRightToLeft() else found.x()
        painter.fillRect(edge, found.y(), 1, found.height(), colors.line)
        asked = self._query_holder.geometry().translated(corner)
        painter.fillRect(asked, colors.bg_chrome)
        for y in (asked.y(), asked.bottom()):
            painter.fillRect(QRect(panel.x(), y, panel.width(), 1), colors.line)
        outline_sheet(self, self.theme, painter, panel)
