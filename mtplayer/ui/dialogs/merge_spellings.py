"""Asks which of several names of an artist is the right one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from mtplayer.core.library.artists import ArtistRow
from mtplayer.ui.library_services import Editions
from mtplayer.ui.painting import isolate
from mtplayer.ui.text import number, tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind

# More buttons do not stand beside each other; the names with most albums are the likely ones.
_MOST = 3


def ask_for_name(
    theme: Theme, editions: Editions, artists: Sequence[ArtistRow], over: QWidget
) -> Sheet:
    """Offer the names with most albums first; whoever is chosen is credited for all."""
    likely = sorted(artists, key=lambda artist: -artist.albums)
    ids = [artist.id for artist in artists]
    choices = tuple(
        Choice(
            words=artist.name,
            run=partial(editions.merge_artists, ids, artist.id),
            kind=Kind.DEFAULT if at else Kind.PRIMARY,
        )
        for at, artist in enumerate(likely[:_MOST])
    )
    body = tr(
        "spellings",
        "{names}: their albums and tracks stand under one name from now on, also after scans."
        " Files are not changed.",
    )
    title = tr("spellings", "Which name have these {n} artists?").format(n=number(len(artists)))
    names = " · ".join(isolate(artist.name) for artist in likely)
    question = Question(
        title=title,
        body=body.format(names=names),
        choices=choices,
        cancel=tr("spellings", "Cancel"),
    )
    return Sheet(theme, question, over)
