"""Lets the open window do something for a command, and waits until it is done."""

import time
from collections.abc import Mapping
from typing import Any, Final, cast

from mtplayer.cli.front import Context
from mtplayer.core.problems import MtplayerError

_ASK_EVERY_S: Final = 0.1


def ask(
    context: Context, question: Mapping[str, object], state: str, refusal: type[MtplayerError]
) -> Mapping[str, Any] | None:
    """Return how it ended, or None if no window is open. Raises ``refusal``.

    ``state`` is the command that asks how a ticket is.
    """
    reply = context.front.ask_window(context.profile, question)
    if reply is None:
        return None
    if "ticket" not in reply:
        raise refusal(str(reply.get("problem", "The open window did not understand it.")))
    ticket = int(cast("int", reply["ticket"]))
    while True:
        answer = context.front.ask_window(context.profile, {"command": state, "ticket": ticket})
        if answer is None:
            raise refusal("The window that began it was closed before it ended.")
        if (sentence := answer.get("failed")) is not None:
            raise refusal(str(sentence))
        if "report" in answer:
            return answer
        time.sleep(_ASK_EVERY_S)
