"""What the queue asks for: a name to keep it under, and when to sleep."""

from functools import partial

from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import QueueId
from mtplayer.core.playing.queue_record import is_unnamed
from mtplayer.services.clock import now_ms
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.queue.queue_words import sleep_time
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import day_of, tr
from mtplayer.ui.widgets.line_sheet import Line, LineSheet


def ask_when_to_sleep(theme: Theme, services: Services, window: QWidget) -> LineSheet:
    """Set the sleep timer to some minutes, or to a time of day."""

    def wrong(words: str) -> str:
        good = sleep_time(words, now_ms()) is not None
        return "" if good else tr("queue", "Minutes as 45, or a time as 23:30.")

    def run(words: str) -> None:
        if (at := sleep_time(words, now_ms())) is not None:
            services.sleep.at(at)

    line = Line(
        title=tr("queue", "Sleep timer"),
        body=tr("queue", "The music fades and pauses, and the place in the track is kept."),
        name=tr("queue", "Minutes, or a time of day"),
        hint=tr("queue", "45 for minutes, 23:30 for a time"),
        action=tr("queue", "Start"),
        wrong=wrong,
        run=run,
    )
    return LineSheet(theme, line, window)


def ask_for_playlist(theme: Theme, services: Services, window: QWidget) -> LineSheet | None:
    """Make a playlist of the whole queue."""
    playlists, queue = services.playlists, services.queue
    if not len(queue):
        return None

    def wrong(name: str) -> str:
        if not name:
            return tr("queue", "A playlist needs a name.")
        taken = any(row.name == name for row in playlists.rows)
        return tr("queue", "There is a playlist with this name.") if taken else ""

    line = Line(
        title=tr("queue", "Save the queue as a playlist"),
        body=tr("queue", "It gets all tracks of the queue in their order, those heard too."),
        name=tr("queue", "Name of the playlist"),
        text=f"{tr('queue', 'Up next')}, {day_of(now_ms())}",
        action=tr("queue", "Save"),
        wrong=wrong,
        run=lambda name: playlists.create(name, tracks=queue.track_ids, offer=True),
    )
    return LineSheet(theme, line, window)


def ask_where_it_goes(services: Services) -> None:
    """Write the whole queue as a playlist file."""
    active, tracks = services.sessions.active, services.queue.track_ids
    if len(tracks):
        name = "" if active is None or is_unnamed(active.name) else active.name
        services.lists_in_and_out.ask_where_tracks(name or _of_today(), tracks)


def ask_to_put_aside(theme: Theme, services: Services, window: QWidget) -> LineSheet | None:
    """Keep the queue under a name, and begin another."""
    active = services.sessions.active
    if not len(services.queue):
        return None
    named = active is not None and not is_unnamed(active.name)
    line = Line(
        title=tr("queue", "Put the queue aside"),
        body=tr("queue", "It is kept with its place: come back to it whenever you like."),
        name=tr("queue", "Name of the queue"),
        text=active.name if active is not None and named else _of_today(),
        action=tr("queue", "Put aside"),
        wrong=partial(_wrong, services, None if active is None else active.id),
        run=services.sessions.put_aside,
    )
    return LineSheet(theme, line, window)


def ask_for_name(theme: Theme, services: Services, queue: QueueId, window: QWidget) -> LineSheet:
    """Call a queue otherwise."""
    before = next((one.name for one in services.sessions.sessions if one.id == queue), "")
    line = Line(
        title=tr("queue", "Rename the queue"),
        body=tr("queue", "Under this name it is found among the queues put aside."),
        name=tr("queue", "Name of the queue"),
        text=before,
        action=tr("queue", "Rename"),
        wrong=partial(_wrong, services, queue),
        run=partial(services.sessions.rename, queue),
    )
    return LineSheet(theme, line, window)


def _of_today() -> str:
    return tr("queue", "Queue of {day}").format(day=day_of(now_ms()))


def _wrong(services: Services, queue: QueueId | None, name: str) -> str:
    if not name:
        return tr("queue", "A queue needs a name.")
    taken = services.sessions.is_taken(name, queue)
    return tr("queue", "There is a queue with this name.") if taken else ""
