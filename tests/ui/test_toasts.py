"""Toasts: three at most, the newest lowest, one of a kind, and none that closes another."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.toast_card import Toast, ToastCard, Tone
from mtplayer.ui.widgets.toasts import ToastHost


@pytest.fixture
def host(theme: Theme, qtbot: QtBot) -> ToastHost:
    content = QWidget()
    qtbot.addWidget(content)
    content.resize(900, 600)
    content.show()
    return ToastHost(theme, content, content)


def cards(host: ToastHost) -> list[ToastCard]:
    return sorted(
        (card for card in host.findChildren(ToastCard) if not card.isHidden()),
        key=lambda card: card.y(),
    )


def test_c27_two_toasts_of_one_millisecond_are_closed_one_by_one(host: ToastHost) -> None:
    """C27: mt numbered toasts by the clock."""
    first, second = host.say(Toast(text="One")), host.say(Toast(text="Two"))
    assert first != second
    host.dismiss(first)
    assert host.texts() == ["Two"]


def test_the_newest_of_three_is_lowest_and_a_fourth_pushes_the_oldest_out(host: ToastHost) -> None:
    for text in ("One", "Two", "Three", "Four"):
        host.say(Toast(text=text))
    assert [card.toast.text for card in cards(host)] == ["Two", "Three", "Four"]


def test_repeats_of_a_kind_are_counted_in_one_toast(host: ToastHost) -> None:
    for _ in range(3):
        host.say(
            Toast(
                text="1 file was not saved", kind="save", several="{} files were not saved".format
            )
        )
    assert host.texts() == ["3 files were not saved"]


def test_trouble_stays_and_the_rest_goes_by_itself(host: ToastHost, qtbot: QtBot) -> None:
    host.say(Toast(text="2 files were not saved", tone=Tone.TROUBLE))
    host.say(Toast(text="Removed 3 tracks"))
    for card in cards(host):
        card._clock.setCurrentTime(card._clock.duration())
    assert host.texts() == ["2 files were not saved"]


def test_time_stands_still_under_the_pointer_and_with_the_focus(host: ToastHost) -> None:
    host.say(Toast(text="Removed 3 tracks", action="Undo", keys="Ctrl Z"))
    card = cards(host)[0]
    running, paused = card._clock.State.Running, card._clock.State.Paused
    assert card._clock.state() is running
    at = QPointF(1, 1)
    QApplication.sendEvent(card, QEnterEvent(at, at, at))
    assert card._clock.state() is paused
    QApplication.sendEvent(card, QEvent(QEvent.Type.Leave))
    assert card._clock.state() is running
    button = card.findChildren(QWidget)[-1]
    QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn))
    assert card._clock.state() is paused


def test_the_button_does_it_once_and_closes_the_toast(host: ToastHost, qtbot: QtBot) -> None:
    done: list[str] = []
    undo = partial(done.append, "undone")
    host.say(Toast(text="Removed 3 tracks", action="Undo", keys="Ctrl Z", run=undo))
    button = next(w for w in host.findChildren(QWidget) if w.accessibleName() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert host.texts() == []
    assert host.isHidden()


def test_toasts_keep_to_the_trailing_corner_and_inside_a_narrow_content(
    host: ToastHost, theme: Theme
) -> None:
    host.say(Toast(text="Removed 3 tracks"))
    content = host.parentWidget()
    assert host.geometry().right() > content.width() / 2
    content.resize(300, 400)
    assert content.rect().contains(host.geometry())
    content.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    content.resize(900, 600)
    assert host.geometry().left() < content.width() / 2
