"""What an empty page says stands in lines of about one length."""

from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.empty_state import balanced

WORDS = "Play an album, or press Q on a track to queue it. When the queue ends, music stops."


def test_no_word_stands_alone(theme):
    font, metrics = theme.font(FontRole.BODY), theme.metrics(FontRole.BODY)
    lines = balanced(WORDS, font, 260)
    wide = [metrics.horizontalAdvance(line) for line in lines]
    assert " ".join(lines) == WORDS
    assert max(wide) <= 260
    assert min(wide) > max(wide) / 2


def test_one_line_stays_one(theme):
    assert balanced("Nothing", theme.font(FontRole.BODY), 260) == ["Nothing"]
