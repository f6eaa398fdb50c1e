import random

from mtplayer.core.library.artwork import pick_cover


def test_a20_the_name_decides_before_the_order_of_the_directory():
    names = [b"artwork.jpg", b"Front.png", b"FOLDER.JPEG", b"cover.webp", b"back.jpg", b"01.mp3"]
    for seed in range(20):
        random.Random(seed).shuffle(names)
        assert pick_cover(names) == b"cover.webp"


def test_then_the_ending():
    assert pick_cover([b"cover.png", b"Cover.JPG"]) == b"Cover.JPG"


def test_nothing_that_is_no_cover():
    assert pick_cover([b"cover", b".jpg", b"scan.jpg", b"cover.jpg.txt", b"\xff\xfe.png"]) is None
