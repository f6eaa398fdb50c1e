"""Asks whether a server is to be heard that cannot prove who it is."""

from PySide6.QtWidgets import QWidget

from mtplayer.core import options
from mtplayer.core.playing.trust import Doubt, shown_host, with_trust
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.sheet import Question, Sheet


def ask_about(theme: Theme, services: Services, doubt: Doubt, over: QWidget) -> Sheet:
    """Ask over a widget; “Play anyway” holds for this server until it is revoked."""
    settings, playback = services.settings, services.playback

    def accept() -> None:
        text = settings.get(options.TRUSTED_SERVERS)
        trusted = with_trust(text, doubt.host, doubt.certificate)
        settings.set(options.TRUSTED_SERVERS, trusted)
        playback.tune_in(doubt.station)

    anyway = Choice(words=tr("radio", "Play anyway"), run=accept)
    host = isolate(shown_host(doubt.host))
    body = tr(
        "radio",
        "{reason} Somebody in between could listen, or send something else. “Play anyway” is"
        " remembered for this server as long as it has this certificate; "
        "Settings\u00a0›\u00a0Sound takes it back.",
    )
    question = Question(
        title=tr("radio", "{host} cannot prove who it is").format(host=host),
        body=body.format(reason=doubt.reason),
        choices=(anyway,),
        cancel=tr("radio", "Do not play"),
    )
    sheet = Sheet(theme, question, over)
    # What is pressed without reading is the safe one.
    sheet.buttons[-1].setFocus()
    return sheet
