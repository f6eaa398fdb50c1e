"""Takes over what another player knew: which one, what would come, then it comes."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.exchange.foreign_library import PLAYER_NAMES, ForeignReport, Player
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.playlists import exchange_words
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.sheet import Question
from mtplayer.ui.widgets.tall_sheet import TallSheet
from mtplayer.ui.widgets.text_button import Kind, TextButton


class ChoosePlayer(TallSheet):
    """``chosen`` with a player and its library; without a library that has to be asked for."""

    def __init__(
        self,
        theme: Theme,
        found: Mapping[Player, Path],
        chosen: Callable[[Player, Path | None], object],
        over: QWidget,
    ) -> None:
        body = tr(
            "exchange",
            "Plays, skips, dates, ratings, hearts and playlists come over; the other player keeps"
            " everything it has. First you see what would come.",
        )
        title = tr("exchange", "Take over from another player")
        super().__init__(theme, Question(title=title, body=body, choices=()), over)
        self.players: dict[Player, TextButton] = {}
        for player in sorted(Player, key=lambda one: one not in found):
            self._add(player, found.get(player), chosen)
        self.fit()
        next(iter(self.players.values())).setFocus()

    def _add(
        self,
        player: Player,
        path: Path | None,
        chosen: Callable[[Player, Path | None], object],
    ) -> None:
        theme, is_there = self._theme, path is not None
        place = isolate(str(path)) if is_there else tr("exchange", "Not in its usual place")
        words = tr("exchange", "Look") if is_there else tr("exchange", "Choose…")
        button = TextButton(theme, words)
        button.setAccessibleDescription(PLAYER_NAMES[player])
        button.clicked.connect(partial(self._choose, chosen, player, path))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(Label(theme, PLAYER_NAMES[player], FontRole.STRONG, elides=True))
        lines.addWidget(Label(theme, place, FontRole.SMALL, color="fg_2", elides=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.space.s4, 0, theme.space.s4)
        row.setSpacing(theme.space.s12)
        row.addLayout(lines, 1)
        row.addWidget(button)
        row.addSpacing(-button.margin)
        self.rows.addLayout(row)
        self.players[player] = button

    def _choose(
        self,
        chosen: Callable[[Player, Path | None], object],
        player: Player,
        path: Path | None,
        _checked: object = None,
    ) -> None:
        self.leave()
        chosen(player, path)


class ForeignFound(TallSheet):
    """Says what would come; ``take`` lets it."""

    def __init__(
        self,
        theme: Theme,
        player: Player,
        report: ForeignReport,
        take: Callable[[], object],
        over: QWidget,
    ) -> None:
        name = PLAYER_NAMES[player]
        some = bool(report.changes)
        title = tr("exchange", "Take over from {player}").format(player=name)
        here = tr("exchange", "{n} of its tracks are here.").format(n=number(report.found))
        nothing = tr("exchange", "There is nothing new: everything that can come is here.")
        accept = Choice(words=tr("exchange", "Take over"), run=take, kind=Kind.PRIMARY)
        question = Question(
            title=title,
            body=here if some else nothing,
            choices=(accept,) if some else (),
            cancel=tr("exchange", "Cancel") if some else tr("exchange", "Close"),
        )
        super().__init__(theme, question, over)
        for line in exchange_words.report_lines(report):
            self.rows.addWidget(Label(theme, line))
        if report.left_out:
            self.rows.addSpacing(theme.space.s8)
            head = tr("exchange", "Not taken over")
            self.rows.addWidget(Label(theme, head, FontRole.CAPTION, color="fg_3", weight=600))
        for left in report.left_out:
            text = f"{left.what.capitalize()} · {number(left.count)}: {left.why}"
            self.rows.addWidget(Label(theme, text, FontRole.SMALL, color="fg_2", elides=True))
        self.fit()
