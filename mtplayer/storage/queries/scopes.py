"""Which tracks the lists in the sidebar hold."""

from typing import Final

from mtplayer.core.library.tracks import Scope, TrackQuery

DAY_MS: Final = 24 * 3600 * 1000

_CONDITIONS: Final = {
    # Every length is at least 0: saying so makes SQLite take its narrowest index for counting,
    # 4 ms at 100,000 tracks; with statistics it would take a wide one, 36 ms.
    Scope.TRACKS: "FROM tracks WHERE listed = 1 AND duration_ms >= 0",
    Scope.LIKED: "FROM tracks WHERE listed = 1 AND liked_at IS NOT NULL",
    Scope.RECENTLY_PLAYED: "FROM tracks WHERE listed = 1 AND last_played_at >= ?",
    Scope.RECENTLY_ADDED: "FROM tracks WHERE listed = 1 AND added_at >= ?",
    Scope.TOP: (
        "FROM (SELECT id FROM tracks WHERE listed = 1 AND plays > 0"
        " ORDER BY plays DESC, last_played_at DESC, id LIMIT ?)"
    ),
}
IDS: Final = {scope: f"SELECT group_concat(id) {rest}" for scope, rest in _CONDITIONS.items()}
COUNT: Final = {scope: f"SELECT count(*) {rest}" for scope, rest in _CONDITIONS.items()}


def parameters(scope: Scope, limits: TrackQuery, now_ms: int) -> tuple[int, ...]:
    """Return the values for the statement of a scope."""
    match scope:
        case Scope.TRACKS | Scope.LIKED:
            return ()
        case Scope.RECENTLY_PLAYED | Scope.RECENTLY_ADDED:
            return (now_ms - limits.recent_days * DAY_MS,)
        case Scope.TOP:
            return (limits.top_count,)
