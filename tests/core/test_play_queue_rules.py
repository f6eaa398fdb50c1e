import random
from array import array
from itertools import pairwise

import pytest

from mtplayer.core.events import Repeat
from mtplayer.core.playing.play_queue import PlayQueue
from tests.fakes.queues import entry, filled, played, playing, tracks


def test_double_click_plays_the_row_and_what_follows_it():
    queue = filled(1, 2, 3, 4, start=1)
    assert tracks(queue) == [2, 3, 4]
    assert playing(queue) == 2


def test_double_click_while_shuffled_takes_the_whole_view_with_that_row_first():
    queue = filled(*range(50), start=7, shuffle=True)
    assert playing(queue) == tracks(queue)[0] == 7
    assert sorted(tracks(queue)) == list(range(50))
    assert tracks(queue) != [7, *range(7), *range(8, 50)]


def test_a_shuffled_list_without_a_chosen_row_begins_anywhere():
    first = {playing(filled(*range(20), start=None, shuffle=True, seed=s)) for s in range(40)}
    assert len(first) > 8


def test_b1_adding_or_removing_leaves_the_cursor_where_it_is():
    queue = filled(1, 2, 3, 4)
    queue.next(manual=True)
    queue.add([9])
    queue.play_next([8])
    queue.insert(0, [7])
    queue.remove_entries([entry(queue, 1)])
    assert playing(queue) == 2
    assert queue.current_row == tracks(queue).index(2)
    queue.next(manual=True)
    assert playing(queue) == 8


def test_b2_repeat_one_stays_until_it_is_changed():
    queue = filled(1, 2, 3, repeat=Repeat.ONE)
    assert played(queue, 4) == [1] * 5
    queue.repeat = Repeat.OFF
    assert played(queue, 2) == [1, 2, 3]


def test_manual_next_and_previous_skip_while_repeat_one_stays_on():
    queue = filled(1, 2, 3, repeat=Repeat.ONE)
    assert played(queue, 3, manual=True) == [1, 2, 3, 1]
    queue.previous()
    assert playing(queue) == 3
    assert queue.repeat is Repeat.ONE


def test_a_track_without_sound_is_left_even_when_one_repeats():
    queue = filled(1, 2, 3, repeat=Repeat.ONE)
    queue.next(manual=False, played=False)
    assert playing(queue) == 2


def test_b3_unshuffle_keeps_what_was_added_while_shuffled():
    queue = filled(1, 2, 3, 4, 5)
    queue.set_shuffle(on=True)
    queue.play_next([8])
    queue.add([9])
    queue.set_shuffle(on=False)
    assert tracks(queue) == [1, 8, 2, 3, 4, 5, 9]


def test_b3_unshuffle_does_not_bring_back_what_was_removed():
    queue = filled(1, 2, 3, 4, 5)
    queue.set_shuffle(on=True)
    queue.remove_entries([entry(queue, 3), entry(queue, 5)])
    queue.set_shuffle(on=False)
    assert tracks(queue) == [1, 2, 4]
    assert playing(queue) == 1


def test_b4_what_was_moved_is_what_the_next_removal_sees():
    queue = filled(1, 2, 3, 4)
    queue.move([entry(queue, 4)], 1)
    assert tracks(queue) == [1, 4, 2, 3]
    queue.remove_rows([1])
    assert tracks(queue) == [1, 2, 3]


def test_b5_a_removed_current_entry_hands_over_to_its_successor():
    queue = filled(1, 2, 3)
    queue.remove_rows([0])
    assert playing(queue) == 2
    queue.next(manual=True)
    assert playing(queue) == 3


def test_the_last_entry_removed_while_it_plays_leaves_nothing_or_begins_again():
    ends, repeats = filled(1, 2), filled(1, 2, repeat=Repeat.ALL)
    for queue in (ends, repeats):
        queue.next(manual=True)
        queue.remove_rows([1])
    assert playing(ends) is None
    assert playing(repeats) == 1


def test_b6_and_b24_after_the_end_nothing_is_current_and_going_on_begins_again():
    queue = filled(1, 2)
    assert played(queue, 2) == [1, 2, None]
    assert queue.current_row is None
    queue.next(manual=True)
    assert playing(queue) == 1


def test_b7_history_follows_entries_through_reshuffles_and_edits():
    queue = filled(1, 2, 3, 4, 5, 6)
    played(queue, 3)
    queue.set_shuffle(on=True)
    queue.insert(0, [7, 8])
    queue.move([entry(queue, 1)], 5)
    queue.set_shuffle(on=False)
    heard = []
    for _ in range(3):
        queue.previous()
        heard.append(playing(queue))
    assert heard == [3, 2, 1]


@pytest.mark.parametrize("size", [1, 2, 3, 10, 500])
def test_b8_one_shuffled_round_plays_every_track_once(size):
    queue = filled(*range(size), shuffle=True)
    assert sorted(played(queue, size - 1)) == list(range(size))


@pytest.mark.parametrize("seed", range(20))
def test_b9_turning_shuffle_on_neither_restarts_nor_repeats_the_current_track(seed):
    queue = filled(*range(30), seed=seed)
    played(queue, 10)
    now = queue.current
    queue.set_shuffle(on=True)
    assert queue.current == now
    assert now.track not in played(queue, 29)[1:]


@pytest.mark.parametrize("seed", range(30))
def test_b10_a_new_shuffled_round_never_begins_with_what_just_played(seed):
    queue = filled(1, 2, 3, shuffle=True, repeat=Repeat.ALL, seed=seed)
    heard = played(queue, 60)
    assert all(a != b for a, b in pairwise(heard))
    assert tracks(queue)[-1] in (1, 2, 3)


@pytest.mark.parametrize("seed", range(20))
def test_turning_shuffle_on_leaves_out_what_was_heard_before(seed):
    queue = filled(*range(30), seed=seed)
    heard = played(queue, 10)
    queue.set_shuffle(on=True)
    rest = played(queue, 20)
    assert sorted(heard + rest[1:-1]) == list(range(30))
    assert rest[-1] is None


@pytest.mark.parametrize("seed", range(20))
def test_shuffle_turned_off_and_on_again_repeats_nothing(seed):
    queue = filled(*range(30), shuffle=True, seed=seed)
    heard = played(queue, 12)
    queue.set_shuffle(on=False)
    queue.jump(entry(queue, next(t for t in range(30) if t not in heard)))
    heard.append(playing(queue))
    queue.set_shuffle(on=True)
    assert queue.current_row == len(heard) - 1
    heard += played(queue, 29 - queue.current_row)[1:]
    assert sorted(heard) == list(range(30))


def test_what_was_jumped_over_was_not_heard():
    queue = filled(*range(10))
    queue.jump(entry(queue, 6))
    queue.set_shuffle(on=True)
    assert set(tracks(queue)[2:]) == {1, 2, 3, 4, 5, 7, 8, 9}
    assert tracks(queue)[:2] == [0, 6]


def test_where_everything_was_heard_shuffle_begins_another_round():
    queue = filled(*range(10))
    played(queue, 9)
    queue.set_shuffle(on=True)
    assert queue.current_row == 0
    assert sorted(played(queue, 9)) == list(range(10))


def test_a_new_round_forgets_what_was_heard_in_the_one_before():
    queue = filled(*range(10), repeat=Repeat.ALL)
    played(queue, 12)
    assert playing(queue) == 2
    queue.set_shuffle(on=True)
    assert sorted(tracks(queue)[:2]) == [0, 1]
    assert queue.current_row == 2


def test_what_was_added_and_taken_out_does_not_bring_back_what_was_heard():
    queue = filled(*range(10))
    played(queue, 4)
    queue.remove_entries([entry(queue, 1)])
    queue.add([20, 21])
    queue.set_shuffle(on=True)
    assert sorted(played(queue, 7)) == [4, 5, 6, 7, 8, 9, 20, 21]
    queue.undo()
    queue.undo()
    queue.undo()
    assert tracks(queue) == list(range(10))


def test_a_restart_in_the_middle_of_a_round_keeps_what_was_heard():
    queue = filled(*range(20), shuffle=True)
    heard = played(queue, 8)
    queue.set_shuffle(on=False)
    again = PlayQueue()
    again.restore(queue.state)
    again.set_shuffle(on=True)
    assert again.current == queue.current
    assert sorted(heard[:-1] + played(again, 12)[:-1]) == list(range(20))


def test_b10_what_just_played_comes_last_in_the_new_round():
    queue = filled(*range(20), shuffle=True, repeat=Repeat.ALL)
    last = played(queue, 19)[-1]
    queue.next(manual=False)
    assert tracks(queue)[-1] == last


def test_b11_previous_walks_the_true_history_while_shuffled():
    queue = filled(*range(20), shuffle=True, repeat=Repeat.ALL)
    heard = played(queue, 45)
    back = []
    for _ in range(45):
        queue.previous()
        back.append(playing(queue))
    assert back == heard[-2::-1]


def test_b12_repeat_all_begins_again_with_the_first_track():
    queue = filled(1, 2, 3, repeat=Repeat.ALL)
    assert played(queue, 3) == [1, 2, 3, 1]


def test_b13_a_thousand_rapid_skips_in_both_directions_stay_in_the_queue():
    queue = filled(*range(7), shuffle=True, repeat=Repeat.ALL)
    chance = random.Random(13)
    for _ in range(1000):
        queue.next(manual=True) if chance.random() < 0.6 else queue.previous()
        assert queue.entries[queue.current_row] == queue.current
    assert sorted(tracks(queue)) == list(range(7))


@pytest.mark.parametrize("shuffle", [False, True])
def test_b20_a_double_clicked_track_is_queued_once(shuffle):
    queue = filled(1, 2, 3, start=1, shuffle=shuffle)
    assert tracks(queue).count(2) == 1
    queue.next(manual=True)
    assert playing(queue) != 2


def test_b21_a_restart_keeps_shuffle_repeat_and_the_unmixed_order():
    queue = filled(*range(9), start=4, shuffle=True, repeat=Repeat.ALL)
    again = PlayQueue()
    again.restore(queue.state)
    assert (again.shuffle, again.repeat, again.current) == (True, Repeat.ALL, queue.current)
    assert again.entries == queue.entries
    again.set_shuffle(on=False)
    assert tracks(again) == list(range(9))


def test_b25_a_queue_without_a_cursor_begins_at_its_first_entry():
    queue = PlayQueue()
    queue.next(manual=True)
    assert queue.current is None
    queue.add([5, 6])
    queue.next(manual=True)
    assert playing(queue) == 5


def test_b27_manual_next_at_the_end_stops_without_repeat():
    queue = filled(1, 2)
    assert played(queue, 2, manual=True) == [1, 2, None]


def test_b27_manual_next_at_the_end_mixes_anew_when_all_repeat():
    orders = set()
    for seed in range(10):
        queue = filled(*range(12), shuffle=True, repeat=Repeat.ALL, seed=seed)
        before = tracks(queue)
        played(queue, 12, manual=True)
        orders.add(tuple(tracks(queue)))
        assert tracks(queue) != before
    assert len(orders) == 10


def test_b28_the_same_track_twice_is_two_entries_also_after_unshuffle():
    queue = filled(221, 221, 5, 221)
    second = queue.entries.ids[1]
    queue.jump(second)
    queue.set_shuffle(on=True)
    queue.set_shuffle(on=False)
    assert queue.current.id == second
    assert queue.current_row == 1
    assert tracks(queue) == [221, 221, 5, 221]


def test_b31_any_drag_keeps_every_entry_and_what_plays():
    queue = filled(*range(40))
    played(queue, 10)
    now, chance = queue.current, random.Random(31)
    for _ in range(300):
        entries = [queue.entries.ids[row] for row in chance.sample(range(40), 5)]
        queue.move(entries, chance.randrange(41))
        assert queue.current == now
        assert sorted(tracks(queue)) == list(range(40))


def test_b32_repeat_one_never_copies_the_track():
    queue = filled(1, 2, repeat=Repeat.ONE)
    played(queue, 10)
    assert tracks(queue) == [1, 2]
    assert len(queue.history) == 0


def test_b34_what_the_view_shows_afterwards_does_not_matter():
    view = array("q", [1, 2, 3])
    queue = PlayQueue()
    queue.replace(view, 0)
    view.reverse()
    assert played(queue, 2) == [1, 2, 3]
