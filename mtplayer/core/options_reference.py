"""The page of the help that lists the settings."""

from collections.abc import Iterable
from typing import Any

from mtplayer.core.option_kinds import Choice, Number, Option, Toggle
from mtplayer.core.options import ALL


def markdown(options: Iterable[Option[Any]] = ALL) -> str:
    """Return the settings reference shown in the help."""
    lines = ["# Settings", ""]
    lines += [
        "Kept in `settings.toml` in the profile folder: only what differs from its default.",
        "",
    ]
    lines += ["| Setting | Default | Values | Meaning |", "|---|---|---|---|"]
    for option in options:
        meaning = f"{option.label}. {option.help}".strip()
        lines.append(
            f"| `{option.key}` | `{_in_toml(option.default)}` | {_values(option)} | {meaning} |"
        )
    return "\n".join([*lines, ""])


def _in_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _values(option: Option[Any]) -> str:
    match option:
        case Toggle():
            return "true, false"
        case Number():
            return f"{option.minimum} to {option.maximum} {option.unit}".strip()
        case Choice():
            values: Iterable[str] = option.values  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
            return ", ".join(f'"{value}"' for value in values)
        case _:
            return "text"
