CREATE TABLE stations (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  url VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  added_at BIGINT NOT NULL,
  deleted_at BIGINT,
  CONSTRAINT pk_stations PRIMARY KEY (id)
);

CREATE TABLE artist_aliases (
  identity VARCHAR NOT NULL,
  goal VARCHAR NOT NULL,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_artist_aliases PRIMARY KEY (identity)
);

CREATE TABLE kept_places (
  track_id INTEGER NOT NULL,
  position_ms INTEGER NOT NULL,
  kept_at BIGINT NOT NULL,
  CONSTRAINT pk_kept_places PRIMARY KEY (track_id),
  CONSTRAINT fk_kept_places_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE TABLE bookmarks (
  id INTEGER NOT NULL,
  track_id INTEGER NOT NULL,
  position_ms INTEGER NOT NULL,
  note VARCHAR DEFAULT '' NOT NULL,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_bookmarks PRIMARY KEY (id),
  CONSTRAINT fk_bookmarks_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE INDEX ix_bookmarks_track_id ON bookmarks (track_id, position_ms);

ALTER TABLE tracks ADD COLUMN performer_sort VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE tracks ADD COLUMN mood VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE tracks ADD COLUMN initial_key VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE tracks ADD COLUMN disc_subtitle VARCHAR DEFAULT '' NOT NULL;

CREATE INDEX ix_tracks_imported ON tracks (id) WHERE base_plays > 0;

ALTER TABLE listens ADD COLUMN station_id INTEGER CONSTRAINT fk_listens_station_id REFERENCES stations (id);

DROP INDEX ix_listens_started_at;

CREATE INDEX ix_listens_started_at ON listens (started_at, track_id, listened_ms, counted, completed, skipped);

DROP INDEX ix_listens_track_id;

CREATE INDEX ix_listens_track_id ON listens (track_id, started_at, counted, completed, skipped);

ALTER TABLE playlists ADD COLUMN entries INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE playlist_revisions ADD COLUMN touched INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE playlist_revisions ADD COLUMN entries INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE playlist_revisions ADD COLUMN state BLOB;

ALTER TABLE playlist_entries ADD COLUMN removed_at BIGINT;

DROP INDEX ix_playlist_entries_order;

CREATE INDEX ix_playlist_entries_order ON playlist_entries (playlist_id, rank, id, track_id) WHERE removed_at IS NULL;

CREATE INDEX ix_playlist_entries_notes ON playlist_entries (playlist_id) WHERE note <> '';

UPDATE playlists SET entries = (SELECT count(*) FROM playlist_entries e WHERE e.playlist_id = playlists.id);

DELETE FROM playlist_revisions WHERE number < (SELECT revision FROM playlists p WHERE p.id = playlist_revisions.playlist_id);
