"""The commands of the right panel: each shows its page, or hides the panel that shows it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.parts import TabbedPanel
from mtplayer.ui.shell import Shell
from mtplayer.ui.views import Tab

_COMMANDS = {
    Tab.QUEUE: commands.QUEUE_PANEL,
    Tab.LYRICS: commands.LYRICS,
    Tab.INFO: commands.TRACK_INFO,
}


class PanelCommands(QObject):
    """Knows which page can be seen; ``over`` shows one by itself while it covers the panel."""

    def __init__(
        self,
        shell: Shell,
        panel: TabbedPanel,
        actions: Actions,
        over: Callable[[Tab], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._over = over
        self._shell, self._panel, self._actions = shell, panel, actions
        for tab, command in _COMMANDS.items():
            actions.on(command, partial(self.toggle, tab))
        shell.panel_shown.connect(self._show)
        panel.tab_changed.connect(self._show)
        self._show()

    def toggle(self, tab: Tab) -> None:
        """Show a page; one that can be seen makes room."""
        if self._over(tab):
            return
        if self._shell.panel_visible and self._panel.tab is tab:
            self._shell.toggle_panel()
            return
        self._panel.show_tab(tab)
        if not self._shell.panel_visible:
            self._shell.toggle_panel()

    def _show(self, _news: object = None) -> None:
        seen = self._panel.tab if self._shell.panel_visible else None
        for tab, command in _COMMANDS.items():
            self._actions[command].setChecked(tab is seen)
