"""How a queue remembers the list that it was filled from, where that has no number."""

from typing import Final

SEARCH: Final = "search"
FOLDERS: Final = "folders"


def of_search(words: str) -> str:
    """Return the source of what words found."""
    return f"{SEARCH}:{words}" if words else SEARCH


def of_folder(name: str) -> str:
    """Return the source of a folder of files."""
    return f"{FOLDERS}:{name}"
