"""Settings in rows: what each is called, what it means, and its editor."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QMargins, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mtplayer.core.option_kinds import Option
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.settings.below import BelowEditor
from mtplayer.ui.settings.editors import editor_for
from mtplayer.ui.settings.words import Section
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.bare_scroll import lay_bare
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.switch import Switch

_ROW: Final = 44
# An editor below its words takes the whole width.
_NOWHERE: Final = Qt.AlignmentFlag(0)
_RESTART: Final = "Takes effect at the next start."


class SettingRow(QWidget):
    """One setting; a line below parts it from the next."""

    def __init__(self, option: Option[Any], theme: Theme, services: Services) -> None:
        super().__init__()
        self._theme = theme
        self.option = option
        self.editor = editor_for(option, theme, services)
        space = theme.space
        help_ = tr("settings", option.help) if option.help else ""
        if option.needs_restart:
            help_ = f"{help_} {tr('settings', _RESTART)}".strip()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(theme, tr("settings", option.label), FontRole.CONTROL, elides=True))
        if help_:
            words.addWidget(Paragraph(theme, help_, FontRole.SMALL))
            self.editor.setAccessibleDescription(help_)
        words.addStretch(1)
        below = isinstance(self.editor, BelowEditor)
        row: QHBoxLayout | QVBoxLayout = QVBoxLayout(self) if below else QHBoxLayout(self)
        row.setContentsMargins(0, space.s8, 0, space.s8 + 1)
        row.setSpacing(space.s8 if below else space.s24)
        row.addLayout(words, 1)
        row.addWidget(self.editor, 0, _NOWHERE if below else Qt.AlignmentFlag.AlignVCenter)
        if isinstance(self.editor, Switch):
            row.addSpacing(-self.editor.margin)
        self.setMinimumHeight(_ROW)
        theme.changed.connect(self._look_changed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        line = self._theme.colors.line
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, line)

    def _look_changed(self, _look: object) -> None:
        self.update()


class SettingRows(QScrollArea):
    """The rows of a section, or of several under their names.

    One section each turn of the loop: 32 rows at once take 50 ms.
    """

    def __init__(
        self,
        theme: Theme,
        services: Services,
        groups: Sequence[tuple[Section | None, Sequence[Option[Any]]]],
    ) -> None:
        super().__init__()
        self.rows: list[SettingRow] = []
        self._theme, self._services = theme, services
        self._groups = list(groups)
        content, space = QWidget(), theme.space
        self._column = column = QVBoxLayout(content)
        column.setContentsMargins(QMargins(space.s28, 0, space.s28, space.s24))
        column.setSpacing(0)
        column.addStretch(1)
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._add_group)
        self._add_group()
        lay_bare(self, content)

    def _add_group(self) -> None:
        if not self._groups:
            self._next.stop()
            return
        section, options = self._groups.pop(0)
        if section is not None:
            heading = Label(self._theme, tr("settings", section.name), FontRole.STRONG)
            self._put(heading)
        for option in options:
            self.rows.append(row := SettingRow(option, self._theme, self._services))
            self._put(row)
        if self._groups:
            self._next.start()

    def _put(self, widget: QWidget) -> None:
        # Above the stretch that keeps them at the top.
        self._column.insertWidget(self._column.count() - 1, widget)
