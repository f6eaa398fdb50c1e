"""A queue of plain lists that obeys the same rules, slowly: what the real one is compared with."""

import copy
from dataclasses import dataclass, field

from mtplayer.core.events import Repeat


@dataclass
class Before:
    """What a change can be taken back to."""

    order: list
    original: list
    history: list
    shuffle: bool
    source: str
    current: tuple | None
    whole: bool
    round: int
    forgot: list = field(default_factory=list)
    kept: int = 0
    clears: bool = False
    cleared: bool = False


class SlowQueue:
    """Entries are (id, track) pairs; where chance decides, the caller says what came out."""

    def __init__(self):
        self.order = []
        self.original = []
        self.history = []
        self.round = 0
        self.current = None
        self.shuffle = False
        self.repeat = Repeat.OFF
        self.once_more = False
        self.again = None
        self.source = ""
        self.steps = []
        self.undone = []
        self.next_id = 1

    @property
    def row(self):
        return None if self.current is None else self.order.index(self.current)

    def made(self, tracks):
        new = [(self.next_id + i, track) for i, track in enumerate(tracks)]
        self.next_id += len(new)
        return new

    def remember(self, whole=False):
        self.undone.clear()
        self.steps.append(self.state(whole))
        del self.steps[:-100]

    def state(self, whole):
        return Before(
            copy.copy(self.order),
            copy.copy(self.original),
            copy.copy(self.history),
            self.shuffle,
            self.source,
            self.current,
            whole,
            self.round,
        )

    def leave(self):
        if self.current is not None:
            self.history.append(self.current)

    def replace(self, tracks, start, came_out):
        self.remember(whole=True)
        self.leave()
        self.round = len(self.history)
        new = self.made(tracks if self.shuffle or not start else tracks[start:])
        lead = new[start] if self.shuffle and start is not None and start < len(new) else None
        if self.shuffle:
            self.original = new
            self.mixed(new, came_out, [lead] if lead else [])
        else:
            self.original = []
            assert came_out == new
        self.order = list(came_out)
        self.current = self.order[0] if self.order else None

    def mixed(self, of, came_out, first):
        assert sorted(of) == sorted(came_out)
        assert came_out[: len(first)] == first

    def insert(self, row, tracks, at_end=False):
        if not tracks:
            return
        self.remember()
        new = self.made(tracks)
        if self.shuffle:
            before = self.order[row - 1] if row else None
            at = 0 if before is None else self.original.index(before) + 1
            at = len(self.original) if at_end else at
            self.original[at:at] = new
        self.order[row:row] = new

    def play_next(self, tracks):
        self.insert(0 if self.current is None else self.row + 1, tracks)

    def add(self, tracks):
        self.insert(len(self.order), tracks, at_end=True)

    def remove(self, rows):
        gone = [self.order[row] for row in sorted(rows)]
        if not gone:
            return
        self.remember()
        self.steps[-1].forgot = [e for e in self.history if e in gone]
        self.steps[-1].history = list(self.history)
        self.keep_past(lambda e: e not in gone)
        self.steps[-1].kept = len(self.history)
        self.hand_over([e for e in self.order if e not in gone])
        self.original = [e for e in self.original if e not in gone]

    def keep_past(self, stays):
        self.round = len([e for e in self.history[: self.round] if stays(e)])
        self.history = [e for e in self.history if stays(e)]

    def hand_over(self, order):
        """Become this order; a current entry that is not in it hands over to its successor."""
        if self.current is not None and self.current not in order:
            after = [e for e in self.order[self.row :] if e in order]
            wrapped = order[:1] if self.repeat is Repeat.ALL else []
            self.current = (after + wrapped + [None])[0]
        self.order = order

    def drop(self, tracks):
        gone = [row for row, entry in enumerate(self.order) if entry[1] in tracks]
        if not gone and not any(e[1] in tracks for e in self.history):
            return
        self.keep_past(lambda e: e[1] not in tracks)
        self.remove(gone)
        self.steps.clear()
        self.undone.clear()

    def move(self, rows, to):
        moved = [self.order[row] for row in sorted(rows)]
        ahead = [e for e in self.order[:to] if e not in moved]
        behind = [e for e in self.order[to:] if e not in moved]
        if ahead + moved + behind != self.order:
            self.remember()
            self.order = ahead + moved + behind

    def clear(self):
        if self.order or self.history:
            self.remember(whole=True)
            self.steps[-1].forgot = list(self.history)
            self.steps[-1].cleared = True
            self.order, self.original, self.history, self.current = [], [], [], None
            self.round = 0

    def set_shuffle(self, on, came_out):
        if on == self.shuffle:
            return
        self.remember(whole=True)
        self.shuffle = on
        if on:
            self.original = list(self.order)
            self.mixed(self.order, came_out, self.first_of_round())
            self.order = list(came_out)
        else:
            self.order, self.original = self.original, []

    def first_of_round(self):
        """What stays where it is when the rest is mixed: what was heard, and what plays."""
        if self.current is None:
            self.round = len(self.history)
            return []
        heard = set(self.history[self.round :]) - {self.current}
        first = [e for e in self.order if e in heard] + [self.current]
        if len(first) == len(self.order):
            self.round = len(self.history)
            return [self.current]
        return first

    def jump(self, row):
        if self.order[row] != self.current:
            self.leave()
            self.current = self.order[row]

    def next(self, manual, played, came_out):
        if self.current is None:
            self.round = len(self.history)
            self.current = self.order[0] if self.order else None
        elif self.repeats(manual, played):
            self.again = self.current
        else:
            if self.repeat is Repeat.ONE and not manual and played:
                self.repeat = Repeat.OFF
            row = self.row
            if played and (len(self.order) > 1 or self.repeat is Repeat.OFF):
                self.leave()
            if row + 1 < len(self.order):
                self.current = self.order[row + 1]
            elif self.repeat is Repeat.OFF:
                self.current = None
            else:
                self.begin_again(came_out)

    def repeats(self, manual, played):
        if self.repeat is not Repeat.ONE or manual or not played:
            return False
        return not (self.once_more and self.again == self.current)

    def begin_again(self, came_out):
        self.round = len(self.history)
        if self.shuffle and len(self.order) > 1:
            self.remember(whole=True)
            self.mixed(self.order, came_out, [])
            assert came_out[-1] == self.order[-1]
            self.order = list(came_out)
        self.current = self.order[0]

    def previous(self):
        while self.history:
            entry = self.history.pop()
            self.round = min(self.round, len(self.history))
            if entry not in self.order:
                self.bring_back(entry)
                return
            if entry != self.current:
                self.current = entry
                return
        if self.current is None:
            return
        if self.row > 0:
            self.current = self.order[self.row - 1]
        elif self.repeat is Repeat.ALL:
            self.current = self.order[-1]

    def bring_back(self, entry):
        self.remember()
        row = len(self.order) if self.current is None else self.row
        if self.shuffle:
            at = self.original.index(self.order[row - 1]) + 1 if row else 0
            self.original.insert(at, entry)
        self.order.insert(row, entry)
        self.current = entry

    def undo(self):
        if self.steps:
            self.undone.append(self.swap(self.steps.pop()))

    def redo(self):
        if self.undone:
            self.steps.append(self.swap(self.undone.pop()))

    def swap(self, step):
        now = self.state(step.whole)
        now.clears = step.whole and bool(step.forgot or step.cleared)
        now.cleared = step.clears
        if step.clears:
            now.forgot, now.history, now.kept, self.history = now.history, now.history, 0, []
            self.round = 0
        elif step.whole and self.current is not None and self.current not in step.order:
            self.leave()
        if step.whole:
            self.current = self.current if self.current in step.order else None
            self.order, self.shuffle, self.source = step.order, step.shuffle, step.source
            self.round = min(step.round, len(self.history))
        else:
            now.forgot = [e for e in self.history if e in self.order and e not in step.order]
            self.keep_past(lambda e: e not in now.forgot)
            now.kept = len(self.history)
            self.hand_over(step.order)
        self.original = step.original
        if step.forgot and len(self.history) >= step.kept:
            newer = self.round - step.kept
            self.round = len(step.history) + newer if newer > 0 else step.round
            self.history = step.history + self.history[step.kept :]
        if self.current is None and step.current in self.order:
            self.current = step.current
        return now
