"""Playlists beside plain lists: any sequence of changes, and every state of it again."""

from contextlib import closing

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mtplayer.core.lists.playlist_compare import compare, longest_ascending
from mtplayer.core.lists.playlist_delta import Delta, in_order
from mtplayer.storage.engine import Storage
from mtplayer.storage.lists import playlist_edits, playlist_history, playlist_places
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library

TRACKS = 6
NOW = 1_700_000_000_000
places = st.integers(0, 30)


class Machine(RuleBasedStateMachine):
    """One playlist: its entries in order, and what each revision left."""

    storage: Storage

    def __init__(self):
        super().__init__()
        self.order, self.notes = [], {}
        self.states, self.undoable = {}, []

    @initialize()
    def create(self):
        self.playlist = self.write(lambda lists: lists.create("Late trains", NOW))
        self.keep()

    def write(self, work):
        return self.storage.write(lambda unit: work(unit.playlists))

    def edit(self, work):
        return self.storage.write(lambda unit: work(unit.playlists.entries))

    def keep(self, change=None):
        number = 1 if change is None else change.revision
        self.states[number] = (list(self.order), dict(self.notes))
        if change is not None:
            self.undoable.append(number)

    def entry(self, place):
        return self.order[place % len(self.order)] if self.order else None

    @rule(tracks=st.lists(st.integers(1, TRACKS), min_size=1, max_size=8), place=places)
    def add(self, tracks, place):
        before = self.entry(place) if place % 3 else None
        at = len(self.order) if before is None else self.order.index(before)
        change, added = self.edit(
            lambda edits: edits.add(self.playlist, tracks, NOW, before=before, anyway=True)
        )
        self.order[at:at] = added.entries
        self.keep(change)

    @rule(chosen=st.sets(places, min_size=1, max_size=6), place=places)
    def move(self, chosen, place):
        moving = [entry for at, entry in enumerate(self.order) if at in chosen]
        before = self.entry(place) if place % 3 else None
        change = self.edit(lambda edits: edits.move(self.playlist, moving, before, NOW))
        if not moving:
            assert change is None
            return
        at = len(self.order) if before is None else self.order.index(before)
        ahead = [entry for entry in self.order[:at] if entry not in moving]
        behind = [entry for entry in self.order[at:] if entry not in moving]
        self.order = ahead + moving + behind
        self.keep(change)

    @rule(chosen=st.sets(places, max_size=6))
    def remove(self, chosen):
        gone = [entry for at, entry in enumerate(self.order) if at in chosen]
        change = self.edit(lambda edits: edits.remove(self.playlist, gone, NOW))
        self.order = [entry for entry in self.order if entry not in gone]
        if change is not None:
            self.keep(change)

    @rule(place=places, words=st.sampled_from(["", "slower live", "ł"]))
    def note(self, place, words):
        entry = self.entry(place)
        if entry is None:
            return
        change = self.edit(lambda edits: edits.note(self.playlist, {entry: words}, NOW))
        self.notes[entry] = words
        if change is not None:
            self.keep(change)

    @rule(tracks=st.lists(st.integers(1, TRACKS), max_size=4))
    def replace(self, tracks):
        change = self.edit(lambda edits: edits.replace(self.playlist, tracks, NOW))
        self.order = self.stored()
        assert len(self.order) == len(tracks)
        if change is not None:
            self.keep(change)

    @rule()
    def take_back_the_last(self):
        if len(self.undoable) < 1 or self.undoable[-1] != max(self.states):
            return
        last = self.undoable.pop()
        change = self.edit(lambda edits: edits.revert(self.playlist, last, NOW))
        if change is None:
            return
        self.order, notes = self.states[max(number for number in self.states if number < last)]
        self.order, self.notes = list(self.order), {**self.notes, **_known(notes, self.notes)}
        self.keep(change)

    @rule(which=places)
    def restore(self, which):
        number = sorted(self.states)[which % len(self.states)]
        change = self.edit(lambda edits: edits.restore(self.playlist, number, NOW))
        order, notes = self.states[number]
        self.order = list(order)
        self.notes |= {entry: notes.get(entry, "") for entry in order}
        if change is not None:
            self.keep(change)

    @rule(which=places, chosen=st.sets(places, max_size=4))
    def restore_some(self, which, chosen):
        number = sorted(self.states)[which % len(self.states)]
        then = self.states[number][0]
        some = [entry for at, entry in enumerate(then) if at in chosen]
        change = self.edit(lambda edits: edits.restore(self.playlist, number, NOW, some))
        came = [entry for entry in some if entry not in self.order]
        stored = self.stored()
        assert [entry for entry in stored if entry not in came] == self.order
        for entry in came:
            ahead = [each for each in then[: then.index(entry)] if each in stored]
            assert not ahead or stored.index(ahead[-1]) < stored.index(entry)
        self.order = stored
        if change is not None:
            self.keep(change)

    @rule()
    def keep_whole_orders(self):
        with closing(LibraryReader(self.storage.database)) as reader:
            found = reader.playlists.long_way_back(self.playlist)
        if found is not None:
            self.edit(lambda edits: edits.history.keep_state(self.playlist, *found))

    def stored(self):
        return list(self.edit(lambda edits: edits._places.every(self.playlist)))

    @invariant()
    def the_order_is_the_same(self):
        assert self.stored() == self.order

    @invariant()
    def every_state_is_found_again(self):
        found = self.edit(
            lambda edits: [edits.history.state(self.playlist, number) for number in self.states]
        )
        for (order, notes), (ranks, said) in zip(self.states.values(), found, strict=True):
            assert list(in_order(ranks)) == order
            assert {e: n for e, n in said.items() if n and e in ranks} == {
                e: n for e, n in notes.items() if n and e in ranks
            }


def _known(then, now):
    return {entry: then.get(entry, "") for entry in now}


@pytest.mark.parametrize("step", [1 << 32, 8], ids=["roomy", "narrow"])
def test_any_sequence_of_changes_leaves_what_plain_lists_have(step, monkeypatch, tmp_path):
    database = tmp_path / "library.db"
    make_library(database, [FakeTrack(title=str(n)) for n in range(TRACKS)])
    storage = Storage(database)
    monkeypatch.setattr(Machine, "storage", storage, raising=False)
    # Narrow gaps: the entries around are spread anew all the time.
    monkeypatch.setattr(playlist_places, "RANK_STEP", step)
    monkeypatch.setattr(playlist_edits, "RANK_STEP", step)
    monkeypatch.setattr(playlist_places, "_WINDOW", 4)
    monkeypatch.setattr(playlist_places, "_ROOM", 1)
    monkeypatch.setattr(playlist_history, "STATE_EVERY", 3)
    case = Machine.TestCase()
    case.settings = settings(
        max_examples=15,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
    )
    with closing(storage):
        case.runTest()


def test_a_delta_comes_out_as_it_went_in():
    delta = Delta(places={5: 1 << 60, 7: None, 9: -3}, notes={5: "ł “x”"}, name="Late")
    assert Delta.unpack(delta.pack()) == delta
    assert Delta.unpack(Delta().pack()) == Delta()


def test_as_few_as_possible_count_as_moved():
    assert longest_ascending([3, 0, 1, 2]) == {1, 2, 3}
    assert longest_ascending([]) == set()
    compared = compare(1, 4, [1, 2, 3, 4, 5], [5, 1, 2, 4, 9])
    assert (compared.gone, compared.new, compared.moved) == ({3}, (9,), {5})
