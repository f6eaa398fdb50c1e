"""The query language on one page, as the help shows it."""

from typing import Final

from mtplayer.core.queries.query_fields import FIELDS, FieldFacts, Kind

_WAYS: Final = (
    ("`moth parade`", "both words begin a word of title, artist or album"),
    ('`"moth parade"`', "these whole words, one after the other"),
    ("`artist:moth`", "a word of the artist begins so"),
    ('`artist:"the who"`', "whole words of the artist"),
    ('`artist:="The Who"`', "exactly this, whatever the case and accents"),
    ('`artist:=="The Who"`', "exactly this, letter for letter"),
    ("`title:^kit` `title:$light` `title:~itch`", "begins with, ends with, has anywhere"),
    ("`title:/^kit.*n$/` `/kitchen|light/`", "a regular expression; `/…/c` minds case and accents"),
    ("`year:1994` `year:!=1994`", "equal, not equal"),
    ("`plays:>10` `plays:<=2`", "more than, at most; also `>=` and `<`"),
    ("`year:1994..2006` `year:..1970`", "from, to; either end may be open"),
    ("`length:3:30` `length:>5m`", "minutes and seconds; a bare number is seconds"),
    ("`size:>50mb`", "also `kb`, `gb`, `kib`, `mib`, `gib`"),
    ("`rating:>=3.5`", "stars"),
    ("`added:<90d` `lastplayed:>6mo`", "less, more time ago: `min` `h` `d` `w` `mo` `y`"),
    ("`added:2024` `added:2024-05` `added:today`", "a year, a month, a day"),
    ("`heard:2019-07` `heard:<7d`", "played at some time in it, whenever it was played last"),
    ("`asof:2019 plays:>10`", "what beside it stands, as it was at the end of 2019"),
    ("`is:onthisday`", "heard on this day of an earlier year"),
    ("`is:unfinished`", "begun, and never heard to its end"),
    ("`genre:none`", "there is no value"),
    ("`is:liked` `has:cover`", "a state, see below"),
    ('`in:"Late trains"` `in:none`', "in a playlist, in none"),
    ("`-genre:rock` `-(a b)`", "not"),
    ("`a | b` `(a | b) c`", "either; words that stand together bind closer"),
    ("`genre:(ambient | drone)`", "one key for several values"),
    (r"`\-moth` `re\:x`", "a backslash makes a sign a letter"),
)
_KINDS: Final = {
    Kind.TEXT: "text",
    Kind.WHOLE: "number",
    Kind.STARS: "stars",
    Kind.LENGTH: "length",
    Kind.SIZE: "size",
    Kind.BITRATE: "number",
    Kind.FREQUENCY: "number",
    Kind.DECIMAL: "number",
    Kind.DATE: "date",
    Kind.MOMENT: "date",
    Kind.WORD: "word",
    Kind.LIST: "playlist",
}


def markdown() -> str:
    """Return the page."""
    ways = [f"| {typed.replace('|', chr(92) + '|')} | {meaning} |" for typed, meaning in _WAYS]
    keys = [_row(key.value, facts) for key, facts in FIELDS.items()]
    return "\n".join(
        [
            "# Searching",
            "",
            "The search field, filters, `./run list` and `./run play` understand the same. Case",
            "and accents do not matter, wildcards mean nothing. Tab completes; Ctrl Space shows",
            "every key.",
            "",
            "| you type | what is found |",
            "|---|---|",
            *ways,
            "",
            "| key | also | finds | takes | for example |",
            "|---|---|---|---|---|",
            *keys,
            "",
        ]
    )


def _row(key: str, facts: FieldFacts) -> str:
    also = ", ".join(facts.aliases)
    takes = ", ".join(facts.words) if facts.kind is Kind.WORD else _KINDS[facts.kind]
    return f"| `{key}` | {also} | {facts.label} | {takes} | `{key}:{facts.hint}` |"
