"""A server that cannot prove who it is: asked about in the window, remembered, and revoked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mtplayer.core import options
from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import Station
from mtplayer.core.playing.trust import Doubt, host_of, trusted_in
from mtplayer.ui.settings.editors import editor_for
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.sheet import Sheet
from mtplayer.ui.widgets.text_button import TextButton
from tests.fakes.services import fake_services
from tests.fakes.window import FakeWindow

LEFT = Qt.MouseButton.LeftButton
DOUBT = Doubt(
    station=Station(id=StationId(0), name="Own FM", url="https://own.example/live"),
    host="own.example:443",
    reason="Its certificate is not trusted: self-signed certificate.",
    certificate="ab" * 32,
)


@pytest.fixture
def asked(theme):
    it = FakeWindow(theme)
    it.window.show()
    it.services.playback.doubted.emit(DOUBT)
    yield it, it.window.findChild(Sheet)
    it.window.close()


def test_the_question_names_the_server_and_the_reason(asked) -> None:
    it, sheet = asked
    assert "own.example" in sheet.question.title
    assert "443" not in sheet.question.title
    assert sheet.question.body.startswith(DOUBT.reason)
    assert [button.text() for button in sheet.buttons] == ["Play anyway", "Do not play"]
    assert it.services.playback.on_air is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_who_does_not_read_plays_nothing(asked, key) -> None:
    it, sheet = asked
    QTest.keyClick(it.window.focusWidget() or sheet, key)
    assert not sheet.isVisible()
    assert it.services.playback.on_air is None
    assert it.services.settings.get(options.TRUSTED_SERVERS) == ""


def test_play_anyway_is_remembered_for_the_server_and_plays(asked) -> None:
    it, sheet = asked
    QTest.mouseClick(sheet.buttons[0], LEFT)
    assert it.services.playback.on_air.station == DOUBT.station
    trusted = trusted_in(it.services.settings.get(options.TRUSTED_SERVERS))
    assert trusted == {DOUBT.host: DOUBT.certificate}
    assert host_of(DOUBT.station.url) in trusted


def test_the_settings_list_the_servers_and_revoke_each(theme, qtbot) -> None:
    services = fake_services()
    editor = editor_for(options.TRUSTED_SERVERS, theme, services)
    qtbot.addWidget(editor)

    def shown():
        return [label.text() for label in editor.findChildren(Label) if not label.isHidden()]

    assert shown() == ["None"]
    services.settings.set(options.TRUSTED_SERVERS, "a.example:443 11\nb.example:8443 22")
    editor.show()
    revoke = editor.findChildren(TextButton)[0]
    assert revoke.accessibleName() == "Revoke a.example"
    QTest.mouseClick(revoke, LEFT)
    assert services.settings.get(options.TRUSTED_SERVERS) == "b.example:8443 22"
