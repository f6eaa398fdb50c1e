"""The keyboard list that the help shows."""

from collections.abc import Iterable

from mtplayer.ui.commands.command import Area, Command
from mtplayer.ui.commands.commands import ALL


def markdown(commands: Iterable[Command] = ALL) -> str:
    """Return the keyboard list shown in the help."""
    listed = [command for command in commands if command.keys]
    lines: list[str] = []
    for area in Area:
        lines += [f"## {area}", "", "| Keys | What happens |", "|---|---|"]
        lines += [
            f"| {', '.join(f'`{key}`' for key in command.keys)} | {command.text} |"
            for command in listed
            if command.area is area
        ]
        lines.append("")
    return "\n".join(lines)
