"""Shows what importing playlist files would do, lets somebody choose, then does it."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mtplayer.core.ids import TrackId
from mtplayer.core.lists.list_import import ListImport
from mtplayer.core.record import short_record
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.playlists import exchange_words as words
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.choices import Choice as Way
from mtplayer.ui.widgets.choices import Choices
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.sheet import Question
from mtplayer.ui.widgets.tall_sheet import TallSheet
from mtplayer.ui.widgets.text_button import Kind, TextButton

MOST_SHOWN: Final = 200
"""Each is two widgets; what is not shown keeps its place without a track."""

Take = Callable[[Sequence[ListImport], bool], object]


@short_record
class _Open:
    """An entry that may be one of several tracks."""

    file: int
    entry: int
    button: MenuButton


class ImportLists(TallSheet):
    """``take`` gets the imports with what was chosen, and whether namesakes are replaced."""

    def __init__(
        self,
        theme: Theme,
        imports: Sequence[ListImport],
        take: Take,
        play: Callable[[Sequence[TrackId]], object],
        over: QWidget,
    ) -> None:
        self._imports = imports
        self._hand = take
        self._hear = play
        self._open: list[_Open] = []
        self._way: Choices | None = None
        several = tr("exchange", "Import {n} playlists").format(n=number(len(imports)))
        action = tr("exchange", "Import") if len(imports) == 1 else several
        question = Question(
            title=words.title_of(imports),
            body=" ".join(filter(None, (words.summary(imports), words.rest(imports)))),
            choices=(
                Choice(words=action, run=self._take, kind=Kind.PRIMARY),
                Choice(words=tr("exchange", "Only play"), run=self._play),
            ),
        )
        super().__init__(theme, question, over)
        self.buttons[1].setEnabled(any(one.found for one in imports))
        self._fill()
        self.fit()

    @property
    def choosing(self) -> Sequence[MenuButton]:
        """The fields in which a track is chosen, in the order of the entries."""
        return [one.button for one in self._open]

    @property
    def way(self) -> Choices | None:
        """Whether a new playlist is made or a namesake filled anew, where there is one."""
        return self._way

    def chosen(self) -> list[ListImport]:
        """Return the imports with what was chosen."""
        choices: list[dict[int, TrackId | None]] = [{} for _ in self._imports]
        for one in self._open:
            candidates = self._imports[one.file].verdicts[one.entry].candidates
            at = one.button.at - 1
            choices[one.file][one.entry] = candidates[at].track if at >= 0 else None
        both = zip(self._imports, choices, strict=True)
        return [one.chosen(some) for one, some in both]

    def _fill(self) -> None:
        if any(one.namesake is not None for one in self._imports):
            self._add_ways()
        self._add_open()
        self._add_gone()

    def _add_ways(self) -> None:
        names = [one.playlist.name for one in self._imports if one.namesake is not None]
        if len(names) == 1:
            text = tr("exchange", "There is a playlist “{name}”.").format(name=names[0])
        else:
            text = tr("exchange", "{n} of these names are taken.").format(n=number(len(names)))
        self._way = Choices(
            self._theme,
            text,
            (
                Way(tr("exchange", "Make another")),
                Way(tr("exchange", "Replace what is in it")),
            ),
        )
        self._way.pressed.connect(self._way.choose)
        row = QHBoxLayout()
        row.addWidget(Label(self._theme, text, elides=True), 1)
        row.addWidget(self._way)
        self.rows.addLayout(row)

    def _add_open(self) -> None:
        every = [(file, at) for file, one in enumerate(self._imports) for at in one.ambiguous]
        if not every:
            return
        likeliest = TextButton(
            self._theme, tr("exchange", "Take the likeliest for all of them"), Kind.LINK
        )
        likeliest.clicked.connect(self._choose_likeliest)
        self._add_head(tr("exchange", "May be one of several"), len(every), likeliest)
        for file, at in every[:MOST_SHOWN]:
            self._add_choice(file, at)
        self._add_more(len(every))

    def _add_choice(self, file: int, at: int) -> None:
        one = self._imports[file]
        name = words.entry_words(one.playlist.entries[at])
        offers = [tr("exchange", "None of them")]
        offers += [words.known_words(known) for known in one.verdicts[at].candidates]
        button = MenuButton(self._theme, name, offers)
        button.picked.connect(button.choose)
        row = QHBoxLayout()
        row.setSpacing(self._theme.space.s12)
        row.addWidget(Label(self._theme, name, elides=True), 1)
        row.addWidget(button)
        self.rows.addLayout(row)
        self._open.append(_Open(file, at, button))

    def _add_gone(self) -> None:
        every = [(one, at) for one in self._imports for at in one.not_found]
        if not every:
            return
        self._add_head(tr("exchange", "Not here"), len(every))
        for one, at in every[:MOST_SHOWN]:
            text = words.entry_words(one.playlist.entries[at])
            self.rows.addWidget(Label(self._theme, text, FontRole.SMALL, color="fg_2", elides=True))
        self._add_more(len(every))

    def _add_head(self, text: str, count: int, button: QWidget | None = None) -> None:
        self.rows.addSpacing(self._theme.space.s8)
        head = f"{text} · {number(count)}"
        row = QHBoxLayout()
        label = Label(self._theme, head, FontRole.CAPTION, color="fg_3", weight=600, elides=True)
        row.addWidget(label, 1)
        if button is not None:
            row.addWidget(button)
        self.rows.addLayout(row)

    def _add_more(self, count: int) -> None:
        if count > MOST_SHOWN:
            more = tr("exchange", "and {n} more").format(n=number(count - MOST_SHOWN))
            self.rows.addWidget(Paragraph(self._theme, more, FontRole.SMALL))

    def _choose_likeliest(self) -> None:
        for one in self._open:
            one.button.choose(1)

    def _take(self) -> None:
        replaces = self._way is not None and self._way.chosen == 1
        self._hand(self.chosen(), replaces)

    def _play(self) -> None:
        tracks = [verdict.track for one in self.chosen() for verdict in one.verdicts]
        self._hear([track for track in tracks if track is not None])
