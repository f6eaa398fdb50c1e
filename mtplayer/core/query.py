"""What the user typed, taken apart."""

from mtplayer.core.folding import fold_phrase, fold_symbols


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a query; each may be several neighbours, as "ac dc".

    Symbols count only when nothing else was typed.
    """
    typed = text.split()
    found = tuple(phrase for word in typed if (phrase := fold_phrase(word)))
    return found or tuple(symbols for word in typed if (symbols := fold_symbols(word)))
