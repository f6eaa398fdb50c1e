"""Albums and artists, as far as a window asks for them."""

from types import SimpleNamespace


class FakeTiles:
    """No albums and no artists, but those that are held: their names by id."""

    def __init__(self):
        self.hold()

    def hold(self, albums=(), artists=()):
        self.albums, self.artists = Named(dict(albums)), Named(dict(artists))


class Named:
    def __init__(self, names):
        self.names = names

    def rows(self, ids):
        known = [self.names[id_] for id_ in ids if id_ in self.names]
        return [SimpleNamespace(title=name, name=name) for name in known]


class FakeBrowse:
    """Knows no album and no artist; remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def artist_of(self, track, done):
        self.asked.append(("artist of", track))
        done(None)

    def album_of(self, track, done):
        self.asked.append(("album of", track))
        done(None)
