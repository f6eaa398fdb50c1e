"""Any question, for property tests: trees of tests as an editor of rules would build them."""

from hypothesis import strategies as st

from mtplayer.core.queries.query import Group, Match, Op, Term
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.query_values import amount, when

MATCHES = (Op.MATCHES, Op.MATCHES_EXACTLY)
TEXT_OPS = (
    Op.HAS, Op.PHRASE, Op.IS, Op.SAME, Op.STARTS, Op.ENDS, Op.CONTAINS, *MATCHES, Op.EMPTY,
)  # fmt: skip
NUMBER_OPS = (Op.EQUAL, Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.BETWEEN, Op.EMPTY)
AGO_OPS = (Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST, Op.BETWEEN, Op.EMPTY)
LIST_OPS = (Op.HAS, Op.IS, Op.SAME, Op.STARTS, Op.ENDS, Op.CONTAINS, *MATCHES, Op.EMPTY)

NUMBERS = {
    Kind.WHOLE: ["0", "1", "2", "12", "120", "1994", "2006"],
    Kind.STARS: ["0", "1", "2.5", "3.5", "4", "5"],
    Kind.LENGTH: ["0:30", "3:30", "1:02:03", "90", "5m", "1h30m", "2.5m"],
    Kind.SIZE: ["0", "1mb", "1.5mb", "10kb", "1gb", "1mib", "1000000"],
    Kind.BITRATE: ["128", "320", "900.5"],
    Kind.FREQUENCY: ["44.1k", "48", "96000", "44100"],
    Kind.DECIMAL: ["-8", "-8.5", "0", "1", "0.98"],
}
DATES = ["2023", "2023-11", "2023-11-14", "today", "yesterday", "90d", "6mo", "1y", "3h", "2w"]
WORDS = [
    "kitchen", "Kit", "itch", "Light", "Björk", "bjo", "don't", "go", "AC/DC", "東京", "京", "!!!",
    "-", "none", "a", "the", "rock", "Rock", "flac", "mp3", "music", "100%", "_a", "(", "re:x", "|",
    '"', "\\", "x\\", "=y", "~", "va", "2019", "Radio",
]  # fmt: skip
PATTERNS = [
    "^k", "t$", r"\bkit", "kitchen|light", r"[^a-z ]", r"a.*e", r"^(ro|jo)", "/m", r"\d{2,}", "Ö",
    "^$", r"(?:r|R)ock", r"\.", "京", "K",
]  # fmt: skip
PHRASES = ["Kitchen Light", "glasshouse radio", "hip hop", "Late trains", "a  b", *WORDS]


def terms(fields):
    return st.sampled_from(fields).flatmap(_test)


def _test(field):
    kind = FIELDS[field].kind
    if kind is Kind.WORD:
        return st.sampled_from(FIELDS[field].words).map(lambda word: Term(field, Op.IS, word))
    if kind is Kind.MOMENT:
        return st.sampled_from(DATES).map(lambda date: Term(field, Op.EQUAL, when(date)))
    if kind is Kind.DATE:
        return st.sampled_from(DATES).flatmap(lambda date: _dated(field, when(date)))
    if kind in (Kind.TEXT, Kind.LIST):
        ops = TEXT_OPS if kind is Kind.TEXT else LIST_OPS
        return st.sampled_from(ops).flatmap(lambda op: _text(field, op))
    values = st.sampled_from([amount(kind, number) for number in NUMBERS[kind]])
    return st.sampled_from(NUMBER_OPS).flatmap(lambda op: _compared(field, op, values))


def values_of(op):
    return {Op.HAS: WORDS, Op.MATCHES: PATTERNS, Op.MATCHES_EXACTLY: PATTERNS}.get(op, PHRASES)


def _text(field, op):
    if op is Op.EMPTY:
        return st.just(Term(field, op))
    return st.sampled_from(values_of(op)).map(lambda value: Term(field, op, value))


def _dated(field, date):
    values = st.just(date)
    ops = AGO_OPS if date.ago else NUMBER_OPS
    others = st.sampled_from([when(other) for other in DATES])
    return st.sampled_from(ops).flatmap(lambda op: _compared(field, op, values, others))


def _compared(field, op, values, others=None):
    if op is Op.EMPTY:
        return st.just(Term(field, op))
    other = values if others is None else others
    upper = other if op is Op.BETWEEN else st.none()
    return st.builds(lambda low, high: Term(field, op, low, high), values, upper)


def trees(fields=tuple(Field), leaves=8):
    return st.recursive(
        terms(fields),
        lambda parts: st.builds(
            lambda match, some: Group(match, tuple(some)),
            st.sampled_from(Match),
            st.lists(parts, max_size=4),
        ),
        max_leaves=leaves,
    )
