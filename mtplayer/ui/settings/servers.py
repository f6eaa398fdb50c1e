"""Servers that are played without a proof of who they are, and taking that back."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.option_kinds import Servers
from mtplayer.core.playing.trust import shown_host, trusted_in, without_trust
from mtplayer.services.settings import SettingsService
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

_WIDEST: Final = 240


class ServersEditor(QWidget):
    """A row for each server, with the button that trusts it no more."""

    def __init__(self, option: Servers, theme: Theme, settings: SettingsService) -> None:
        super().__init__()
        self._option = option
        self._theme = theme
        self._settings = settings
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space.s4)
        self.setAccessibleName(tr("settings", option.label))
        settings.follow(option, self._show, self)

    def _show(self, text: str) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        hosts = trusted_in(text)
        # Without a button it is reached itself, so that its words are read out.
        alone = Qt.FocusPolicy.NoFocus if hosts else Qt.FocusPolicy.TabFocus
        self.setFocusPolicy(alone)
        self._rows = [self._row(host) for host in hosts] or [self._none()]
        for row in self._rows:
            self._column.addWidget(row)

    def _none(self) -> QWidget:
        return Label(self._theme, tr("settings", "None"), FontRole.SMALL, color="fg_2")

    def _row(self, host: str) -> QWidget:
        theme, row = self._theme, QWidget()
        metrics, whole = theme.metrics(FontRole.SMALL), isolate(shown_host(host))
        words = metrics.elidedText(whole, Qt.TextElideMode.ElideMiddle, _WIDEST)
        name = Label(theme, words, FontRole.SMALL, color="fg_2")
        name.setToolTip(whole)
        revoke = TextButton(theme, tr("settings", "Revoke"), Kind.QUIET)
        revoke.setAccessibleName(tr("settings", "Revoke {host}").format(host=shown_host(host)))
        revoke.clicked.connect(partial(self._revoke, host))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.space.s8)
        layout.addStretch(1)
        layout.addWidget(name, 0)
        layout.addWidget(revoke)
        return row

    def _revoke(self, host: str) -> None:
        text = self._settings.get(self._option)
        self._settings.set(self._option, without_trust(text, host))
