"""Names that scans and watches pass over."""

from typing import Final

SYSTEM_NAMES: Final = frozenset(
    {
        b"$recycle.bin", b"system volume information", b"lost+found", b"@eadir", b"#recycle",
        b"#snapshot", b"__macosx", b"recycler",
    }
)  # fmt: skip
"""What systems, sync programs and NAS boxes keep for themselves."""

_FIRST: Final = frozenset(b"." + b"".join(name[:1] + name[:1].upper() for name in SYSTEM_NAMES))


def is_hidden(name: bytes) -> bool:
    """Whether a name says that nobody is to see it, unlike "...And Justice for All"."""
    return name[:1] == b"." and name[1:2] != b"." and name[1:2] != b" "


def is_passed_over(name: bytes) -> bool:
    """Whether nothing is looked for under a name."""
    return name[0] in _FIRST and (is_hidden(name) or name.lower() in SYSTEM_NAMES)
