"""What one transaction may change: the repositories, all on its connection."""

from sqlalchemy import Connection


class Unit:
    """One unit of work; it ends with the function that was handed to ``Storage.write``.

    Each repository is a cached property here, in the words of its room.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
