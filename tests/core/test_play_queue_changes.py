from mtplayer.core.events import EntriesInserted, EntriesMoved, EntriesRemoved, QueueReset, Repeat
from tests.fakes.queues import entry, filled, played, playing, tracks


def test_play_next_goes_right_after_the_current_entry_in_both_orders():
    queue = filled(1, 2, 3, 4, 5)
    queue.jump(entry(queue, 3))
    queue.set_shuffle(on=True)
    queue.play_next([8, 9])
    assert tracks(queue)[:4] == [1, 3, 8, 9]
    queue.set_shuffle(on=False)
    assert tracks(queue) == [1, 2, 3, 8, 9, 4, 5]


def test_nothing_but_clearing_the_queue_empties_the_history():
    queue = filled(1, 2, 3)
    queue.next(manual=True)
    queue.jump(entry(queue, 3))
    queue.set_shuffle(on=True)
    queue.set_shuffle(on=False)
    queue.replace([7, 8])
    assert list(queue.history.tracks) == [1, 2, 3]
    queue.clear()
    assert len(queue.history) == 0


def test_previous_brings_back_what_another_list_replaced():
    queue = filled(1, 2)
    queue.replace([7, 8], 0, "Liked")
    changes = queue.previous()
    assert playing(queue) == 1
    assert tracks(queue) == [1, 7, 8]
    assert changes == (EntriesInserted(row=0, entries=queue.part(0, 1)),)
    queue.next(manual=True)
    assert playing(queue) == 7


def test_previous_passes_over_what_was_removed_and_what_gave_no_sound():
    queue = filled(1, 2, 3, 4)
    queue.next(manual=False)
    queue.next(manual=False, played=False)
    queue.next(manual=False)
    queue.remove_entries([entry(queue, 3)])
    queue.previous()
    assert playing(queue) == 1


def test_previous_without_a_past_is_the_row_above_and_wraps_when_all_repeat():
    queue = filled(1, 2, 3)
    queue.restore(queue.state)
    queue.previous()
    assert playing(queue) == 1
    queue.repeat = Repeat.ALL
    queue.previous()
    assert playing(queue) == 3
    queue.previous()
    assert playing(queue) == 2


def test_tracks_that_left_the_library_leave_queue_and_history():
    queue = filled(1, 2, 1, 3)
    played(queue, 2)
    changes = queue.drop_tracks([1])
    assert changes == (EntriesRemoved(first=2, last=2), EntriesRemoved(first=0, last=0))
    assert playing(queue) == 3
    assert list(queue.history.tracks) == [2]
    assert queue.undo() == ()


def test_tracks_that_became_others_stay_in_their_places_and_what_plays_plays_on():
    queue = filled(1, 2, 1, 3)
    played(queue, 2)
    queue.set_shuffle(on=True)
    ids = list(queue.entries.ids)
    assert playing(queue) == 1
    assert queue.replace_tracks({1: 9, 2: 9, 8: 7}) == (QueueReset(),)
    assert playing(queue) == 1
    assert list(queue.entries.ids) == ids
    assert queue.undo() == ()
    queue.set_shuffle(on=False)
    assert tracks(queue) == [9, 9, 1, 3]
    assert 2 not in queue.history.tracks
    assert queue.replace_tracks({2: 9}) == ()


def test_changes_say_exactly_what_happened():
    queue = filled(1, 2, 3, 4, 5, 6)
    assert queue.add([7]) == (EntriesInserted(row=6, entries=queue.part(6, 7)),)
    assert queue.move_rows([range(1, 3)], 5) == (EntriesMoved(first=1, last=2, to=3),)
    assert tracks(queue) == [1, 4, 5, 2, 3, 6, 7]
    assert queue.remove_rows([0, 3, 4]) == (
        EntriesRemoved(first=3, last=4),
        EntriesRemoved(first=0, last=0),
    )
    assert queue.set_shuffle(on=True) == (QueueReset(),)
    assert queue.add([]) == queue.remove_rows([99]) == queue.jump(99) == ()


def test_every_change_can_be_taken_back_one_by_one():
    queue = filled(1, 2, 3, 4)
    orders = []
    for change in (
        lambda: queue.add([8]),
        lambda: queue.move_rows([range(3)], 5),
        lambda: queue.set_shuffle(on=True),
        lambda: queue.play_next([9]),
        lambda: queue.remove_rows([0, 2]),
        lambda: queue.set_shuffle(on=False),
        lambda: queue.replace([30, 31], 1),
        queue.clear,
    ):
        orders.append((tracks(queue), queue.shuffle, queue.source))
        change()
    for expected in reversed(orders):
        assert queue.newest_step.label
        queue.undo()
        assert (tracks(queue), queue.shuffle, queue.source) == expected


def test_undoing_a_removal_leaves_the_track_that_plays_by_now():
    queue = filled(1, 2, 3)
    queue.remove_rows([0])
    queue.undo()
    assert tracks(queue) == [1, 2, 3]
    assert playing(queue) == 2


def test_undoing_a_cleared_queue_brings_back_its_cursor_and_its_past():
    queue = filled(1, 2, 3)
    queue.next(manual=True)
    queue.clear()
    assert playing(queue) is None
    queue.undo()
    assert playing(queue) == 2
    assert list(queue.history.tracks) == [1]


def test_only_a_hundred_changes_can_be_taken_back():
    queue = filled(0)
    for track in range(1, 131):
        queue.add([track])
    while queue.undo():
        pass
    assert tracks(queue) == list(range(31))


def test_entries_added_by_hand_are_known_from_those_of_the_list():
    queue = filled(1, 2, 3)
    queue.play_next([8])
    queue.add([9])
    by_hand = [
        t for t, e in zip(tracks(queue), queue.entries.ids, strict=True) if queue.is_by_hand(e)
    ]
    assert by_hand == [8, 9]


def test_what_follows_is_known_ahead_unless_chance_decides():
    queue = filled(1, 2, shuffle=True)
    assert queue.peek() == queue.entries[1]
    queue.next(manual=True)
    assert queue.peek() is None
    queue.repeat = Repeat.ALL
    assert queue.peek() is None
    queue.set_shuffle(on=False)
    queue.jump(entry(queue, 2))
    assert queue.peek().track == 1
    queue.repeat = Repeat.ONE
    assert queue.peek().track == 2


def by_hand(queue):
    entries = queue.entries
    return [entry.track for entry in entries if queue.is_by_hand(entry.id)]


def test_what_is_dragged_beside_entries_by_hand_becomes_one_of_them():
    queue = filled(1, 2, 3, 4, 5)
    queue.play_next([8, 9])
    queue.move([entry(queue, 5), entry(queue, 3)], 2)
    assert tracks(queue) == [1, 8, 3, 5, 9, 2, 4]
    assert by_hand(queue) == [8, 3, 5, 9]
    queue.undo()
    assert by_hand(queue) == [8, 9]
    queue.redo()
    assert by_hand(queue) == [8, 3, 5, 9]
    queue.move([entry(queue, 4)], 6)
    assert by_hand(queue) == [8, 3, 5, 9]


def test_a_row_named_twice_is_removed_and_moved_once():
    queue = filled(1, 2, 3, 4, 5)
    queue.remove([range(3, 5), range(2, 4), range(9, 12)])
    assert tracks(queue) == [1, 2]
    queue.undo()
    queue.move_rows([range(3, 5), range(3, 4)], 1)
    assert tracks(queue) == [1, 4, 5, 2, 3]
