from mtplayer.ui.tracks.page_cache import PageCache


def cache(calls, **sizes):
    def fetch(first, last):
        calls.append(first)
        return list(range(first, last))

    return PageCache(fetch, **sizes)


def test_a_page_is_fetched_once():
    calls = []
    pages = cache(calls)
    assert [pages.row(n) for n in (0, 199, 200, 5)] == [0, 199, 200, 5]
    assert calls == [0, 200]


def test_the_page_longest_unseen_is_forgotten():
    calls = []
    pages = cache(calls, page_rows=10, pages=2)
    for row in (0, 10, 0, 20, 0):
        pages.row(row)
    assert calls == [0, 10, 20]
    pages.row(10)
    assert calls == [0, 10, 20, 10]


def test_a_page_fetched_ahead_is_taken():
    calls = []
    pages = cache(calls, page_rows=10)
    pages.put(3, list(range(30, 40)), pages.generation)
    assert pages.has(3)
    assert pages.row(35) == 35
    assert calls == []


def test_a_page_asked_for_before_a_change_is_not_taken():
    calls = []
    pages = cache(calls, page_rows=10)
    before = pages.generation
    pages.clear()
    pages.put(0, ["old"] * 10, before)
    assert pages.row(0) == 0
