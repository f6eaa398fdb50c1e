"""How the pages about listening are made: when they are first visited."""

from collections.abc import Callable, Mapping
from typing import cast

from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.parts import Page
from mtplayer.ui.views import View
from mtplayer.wiring.collection import Collection


def history_pages(
    collection: Collection, parts: Callable[[Actions], PageParts]
) -> Mapping[View, Callable[[Actions], Page]]:
    """Return their makers; what they need is imported with the first visit."""

    def history(actions: Actions) -> Page:
        from mtplayer.ui.history.history import HistoryPage
        from mtplayer.ui.services.history_services import HistoryLog

        # A type checker sees no attribute in a signal.
        return HistoryPage(parts(actions), cast("HistoryLog", collection.history))

    def statistics(actions: Actions) -> Page:
        from mtplayer.ui.history.statistics import StatisticsPage
        from mtplayer.ui.services.history_services import HistoryLog

        return StatisticsPage(parts(actions), cast("HistoryLog", collection.history))

    return {View.HISTORY: history, View.STATISTICS: statistics}
