"""What the tracks page says when a list has no rows."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.ui import text
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.tracks.filter_row import filter_name
from mtplayer.ui.tracks.near_misses import NearMiss
from mtplayer.ui.widgets.empty_state import Choice, Message
from mtplayer.ui.widgets.text_button import Kind

_LISTS = {
    Scope.LIKED: ("heart", "No liked tracks yet", "Press L on a track, or the heart in its row."),
    Scope.RECENTLY_PLAYED: (
        "clock-counter-clockwise",
        "Nothing played lately",
        "What you listen to shows up here for {days} days.",
    ),
    Scope.RECENTLY_ADDED: (
        "sparkle",
        "Nothing new",
        "Tracks show up here for {days} days after they were added.",
    ),
    Scope.TOP: ("trend-up", "Nothing played yet", "The tracks you play most will gather here."),
}


def library_message(actions: Actions) -> Message:
    """Return what an empty library says."""
    return Message(
        title=text.tr("empty", "Your library is empty"),
        body=text.tr("empty", "Add the folders your music is in. Files stay where they are."),
        choices=(
            Choice(
                words=text.tr("empty", "Add folder…"),
                run=actions[commands.ADD_FOLDER].trigger,
                icon="plus",
                kind=Kind.PRIMARY,
            ),
        ),
        hint=text.tr("empty", "You can also drop folders here."),
    )


def list_message(query: TrackQuery) -> Message:
    """Return what an empty list of its kind says."""
    icon, title, body = _LISTS[query.scope]
    body = text.tr("empty", body).format(days=query.recent_days)
    return Message(title=text.tr("empty", title), body=body, icon=icon)


def smart_message(edit: Callable[[], object]) -> Message:
    """Return what a smart playlist without a track says."""
    return Message(
        title=text.tr("empty", "No track fits the rules"),
        body=text.tr("empty", "What fits them later shows up here by itself."),
        icon="lightning",
        choices=(Choice(words=text.tr("empty", "Edit rules…"), run=edit),),
    )


def no_result_message(
    query: TrackQuery, search: Callable[[str], object], everywhere: Callable[[], object]
) -> Message:
    """Return what a search without a result says."""
    choices = [Choice(words=text.tr("empty", "Clear the search"), run=partial(search, ""))]
    return _no_result(query, choices, everywhere)


def near_miss_message(
    miss: NearMiss,
    search: Callable[[str, tuple[str, ...]], object],
    everywhere: Callable[[], object],
) -> Message:
    """Return the same when leaving out one word would help."""
    words = text.tr("empty", "Remove “{word}”").format(word=miss.word)
    choices = [Choice(words=words, run=partial(search, miss.text, miss.filters))]
    count = text.number(miss.tracks)
    hint = text.tr("empty", "1 track matches without it.")
    if miss.tracks != 1:
        hint = text.tr("empty", "{n} tracks match without it.").format(n=count)
    return replace(_no_result(miss.query, choices, everywhere), hint=hint)


def _no_result(
    query: TrackQuery, choices: list[Choice], everywhere: Callable[[], object]
) -> Message:
    if query.scope is not Scope.TRACKS:
        words = text.tr("empty", "Search everywhere")
        choices.append(Choice(words=words, run=everywhere, kind=Kind.QUIET))
    asked_for = ", ".join([*map(filter_name, query.filters), query.text.strip()]).removesuffix(", ")
    return Message(
        title=text.tr("empty", "Nothing matches"),
        body=text.tr("empty", "No track fits “{text}”.").format(text=asked_for),
        icon="magnifying-glass",
        choices=tuple(choices),
    )
