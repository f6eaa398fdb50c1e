"""The hash that mt had of a file."""

import hashlib

import pytest

from mtplayer.files.outer_hash import outer_hash

KB = 1024


@pytest.mark.parametrize("size", [1, 64 * KB, 100 * KB, 128 * KB, 128 * KB + 1, 900 * KB])
def test_the_beginning_counts_and_the_end_of_what_is_long(tmp_path, size):
    data = bytes(number % 251 for number in range(size))
    (tmp_path / "x").write_bytes(data)
    wanted = data[: 64 * KB] + (data[-64 * KB :] if size > 128 * KB else b"")
    assert outer_hash(bytes(tmp_path / "x")) == hashlib.sha256(wanted).digest()


def test_what_is_not_there_has_none(tmp_path):
    assert outer_hash(bytes(tmp_path / "x")) is None
