CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE artworks (
  id INTEGER NOT NULL,
  hash BLOB NOT NULL,
  mime VARCHAR NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  colour INTEGER,
  source VARCHAR NOT NULL,
  added_at BIGINT NOT NULL,
  CONSTRAINT pk_artworks PRIMARY KEY (id),
  CONSTRAINT uq_artworks_hash UNIQUE (hash)
);

CREATE TABLE change_sets (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  made_at BIGINT NOT NULL,
  undone_at BIGINT,
  CONSTRAINT pk_change_sets PRIMARY KEY (id)
);

CREATE TABLE genres (
  id INTEGER NOT NULL,
  identity VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  CONSTRAINT pk_genres PRIMARY KEY (id),
  CONSTRAINT uq_genres_identity UNIQUE (identity)
);

CREATE TABLE operations (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  done_at BIGINT NOT NULL,
  undone_at BIGINT,
  inverse VARCHAR NOT NULL,
  CONSTRAINT pk_operations PRIMARY KEY (id)
);

CREATE INDEX ix_operations_done_at ON operations (done_at);

CREATE TABLE queues (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  active BOOLEAN DEFAULT 0 NOT NULL,
  current_entry INTEGER,
  position_ms INTEGER DEFAULT 0 NOT NULL,
  next_entry INTEGER DEFAULT 1 NOT NULL,
  shuffle BOOLEAN DEFAULT 0 NOT NULL,
  shuffle_seed INTEGER DEFAULT 0 NOT NULL,
  bag_position INTEGER DEFAULT 0 NOT NULL,
  repeat VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  revision INTEGER DEFAULT 0 NOT NULL,
  used_at BIGINT NOT NULL,
  CONSTRAINT pk_queues PRIMARY KEY (id),
  CONSTRAINT uq_queues_name UNIQUE (name)
);

CREATE TABLE imports (
  source VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  "key" BLOB NOT NULL,
  local_id INTEGER,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_imports PRIMARY KEY (source, kind, "key")
)
 WITHOUT ROWID;

CREATE TABLE scan_runs (
  id INTEGER NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT,
  outcome VARCHAR NOT NULL,
  folders VARCHAR NOT NULL,
  added INTEGER DEFAULT 0 NOT NULL,
  updated INTEGER DEFAULT 0 NOT NULL,
  unchanged INTEGER DEFAULT 0 NOT NULL,
  moved INTEGER DEFAULT 0 NOT NULL,
  missing INTEGER DEFAULT 0 NOT NULL,
  held INTEGER DEFAULT 0 NOT NULL,
  offline INTEGER DEFAULT 0 NOT NULL,
  failed INTEGER DEFAULT 0 NOT NULL,
  problem VARCHAR,
  CONSTRAINT pk_scan_runs PRIMARY KEY (id)
);

CREATE TABLE volumes (
  id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  mount_path BLOB NOT NULL,
  last_seen_at BIGINT,
  online BOOLEAN DEFAULT 1 NOT NULL,
  CONSTRAINT pk_volumes PRIMARY KEY (id),
  CONSTRAINT uq_volumes_key UNIQUE ("key")
);

CREATE TABLE artists (
  id INTEGER NOT NULL,
  identity VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  sort_name VARCHAR NOT NULL,
  sort_key VARCHAR NOT NULL,
  artist_mbid VARCHAR,
  artwork_id INTEGER,
  CONSTRAINT pk_artists PRIMARY KEY (id),
  CONSTRAINT uq_artists_identity UNIQUE (identity),
  CONSTRAINT fk_artists_artwork_id FOREIGN KEY(artwork_id) REFERENCES artworks (id)
);

CREATE INDEX ix_artists_sort_key ON artists (sort_key);

CREATE TABLE directories (
  id INTEGER NOT NULL,
  volume_id INTEGER NOT NULL,
  path BLOB NOT NULL,
  mtime_ns INTEGER DEFAULT 0 NOT NULL,
  cover_name BLOB,
  cover_mtime_ns INTEGER,
  CONSTRAINT pk_directories PRIMARY KEY (id),
  CONSTRAINT uq_directories_volume_id_path UNIQUE (volume_id, path),
  CONSTRAINT fk_directories_volume_id FOREIGN KEY(volume_id) REFERENCES volumes (id)
);

CREATE TABLE folders (
  id INTEGER NOT NULL,
  volume_id INTEGER NOT NULL,
  path BLOB NOT NULL,
  mode VARCHAR NOT NULL,
  cadence_minutes INTEGER NOT NULL,
  enabled BOOLEAN DEFAULT 1 NOT NULL,
  online BOOLEAN DEFAULT 1 NOT NULL,
  held INTEGER DEFAULT 0 NOT NULL,
  added_at BIGINT NOT NULL,
  last_scan_at BIGINT,
  removed_at BIGINT,
  CONSTRAINT pk_folders PRIMARY KEY (id),
  CONSTRAINT uq_folders_volume_id_path UNIQUE (volume_id, path),
  CONSTRAINT fk_folders_volume_id FOREIGN KEY(volume_id) REFERENCES volumes (id)
);

CREATE TABLE ignored_paths (
  id INTEGER NOT NULL,
  volume_id INTEGER NOT NULL,
  path BLOB NOT NULL,
  ignored_at BIGINT NOT NULL,
  CONSTRAINT pk_ignored_paths PRIMARY KEY (id),
  CONSTRAINT uq_ignored_paths_volume_id_path UNIQUE (volume_id, path),
  CONSTRAINT fk_ignored_paths_volume_id FOREIGN KEY(volume_id) REFERENCES volumes (id)
);

CREATE TABLE playlists (
  id INTEGER NOT NULL,
  parent_id INTEGER,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  note VARCHAR DEFAULT '' NOT NULL,
  rules VARCHAR,
  artwork_id INTEGER,
  revision INTEGER DEFAULT 0 NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  deleted_at BIGINT, entries INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_playlists PRIMARY KEY (id),
  CONSTRAINT fk_playlists_parent_id FOREIGN KEY(parent_id) REFERENCES playlists (id),
  CONSTRAINT fk_playlists_artwork_id FOREIGN KEY(artwork_id) REFERENCES artworks (id)
);

CREATE UNIQUE INDEX ux_playlists_name ON playlists (name) WHERE deleted_at IS NULL;

CREATE TABLE queue_chunks (
  queue_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  number INTEGER NOT NULL,
  entries BLOB NOT NULL,
  CONSTRAINT pk_queue_chunks PRIMARY KEY (queue_id, kind, number),
  CONSTRAINT fk_queue_chunks_queue_id FOREIGN KEY(queue_id) REFERENCES queues (id)
);

CREATE TABLE albums (
  id INTEGER NOT NULL,
  identity VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  artist VARCHAR NOT NULL,
  title_key VARCHAR NOT NULL,
  artist_key VARCHAR NOT NULL,
  year INTEGER,
  compilation BOOLEAN DEFAULT 0 NOT NULL,
  release_mbid VARCHAR,
  directory_id INTEGER,
  artwork_id INTEGER,
  artwork_chosen BOOLEAN DEFAULT 0 NOT NULL,
  artwork_mark VARCHAR,
  CONSTRAINT pk_albums PRIMARY KEY (id),
  CONSTRAINT uq_albums_identity UNIQUE (identity),
  CONSTRAINT fk_albums_directory_id FOREIGN KEY(directory_id) REFERENCES directories (id),
  CONSTRAINT fk_albums_artwork_id FOREIGN KEY(artwork_id) REFERENCES artworks (id)
);

CREATE INDEX ix_albums_order ON albums (artist_key, year, title_key, id);

CREATE TABLE files (
  id INTEGER NOT NULL,
  directory_id INTEGER NOT NULL,
  name BLOB NOT NULL,
  size INTEGER NOT NULL,
  mtime_ns INTEGER NOT NULL,
  inode INTEGER,
  device INTEGER,
  outer_hash BLOB,
  sheet_mark INTEGER,
  state VARCHAR NOT NULL,
  added_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  missing_since BIGINT,
  audio_key BLOB,
  audio_hash BLOB,
  tag_hash BLOB,
  failure VARCHAR,
  play_failure VARCHAR, stale BOOLEAN DEFAULT 0 NOT NULL,
  CONSTRAINT pk_files PRIMARY KEY (id),
  CONSTRAINT uq_files_directory_id_name UNIQUE (directory_id, name),
  CONSTRAINT fk_files_directory_id FOREIGN KEY(directory_id) REFERENCES directories (id)
);

CREATE INDEX ix_files_audio_key ON files (audio_key) WHERE audio_key IS NOT NULL;

CREATE INDEX ix_files_failed ON files (id) WHERE failure IS NOT NULL;

CREATE INDEX ix_files_gone ON files (state) WHERE state <> 'present';

CREATE INDEX ix_files_unhashed ON files (id) WHERE audio_hash IS NULL AND failure IS NULL;

CREATE TABLE playlist_revisions (
  id INTEGER NOT NULL,
  playlist_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  made_at BIGINT NOT NULL,
  kind VARCHAR NOT NULL,
  delta BLOB NOT NULL, touched INTEGER DEFAULT 0 NOT NULL, entries INTEGER DEFAULT 0 NOT NULL, state BLOB,
  CONSTRAINT pk_playlist_revisions PRIMARY KEY (id),
  CONSTRAINT fk_playlist_revisions_playlist_id FOREIGN KEY(playlist_id) REFERENCES playlists (id)
);

CREATE UNIQUE INDEX ux_playlist_revisions ON playlist_revisions (playlist_id, number);

CREATE TABLE changes (
  id INTEGER NOT NULL,
  change_set_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  field VARCHAR NOT NULL,
  "before" BLOB,
  "after" BLOB,
  audio_key BLOB,
  tag_hash_after BLOB,
  state VARCHAR NOT NULL,
  CONSTRAINT pk_changes PRIMARY KEY (id),
  CONSTRAINT fk_changes_change_set_id FOREIGN KEY(change_set_id) REFERENCES change_sets (id),
  CONSTRAINT fk_changes_file_id FOREIGN KEY(file_id) REFERENCES files (id)
);

CREATE INDEX ix_changes_change_set_id ON changes (change_set_id);

CREATE INDEX ix_changes_file_id ON changes (file_id);

CREATE TABLE scan_items (
  id INTEGER NOT NULL,
  scan_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  file_id INTEGER,
  detail VARCHAR,
  settled_at BIGINT,
  CONSTRAINT pk_scan_items PRIMARY KEY (id),
  CONSTRAINT fk_scan_items_scan_id FOREIGN KEY(scan_id) REFERENCES scan_runs (id),
  CONSTRAINT fk_scan_items_file_id FOREIGN KEY(file_id) REFERENCES files (id)
);

CREATE INDEX ix_scan_items_file_id ON scan_items (file_id);

CREATE INDEX ix_scan_items_scan ON scan_items (scan_id, kind, id);

CREATE TABLE tracks (
  id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  position INTEGER DEFAULT 0 NOT NULL,
  kind VARCHAR DEFAULT 'audio' NOT NULL,
  listed BOOLEAN DEFAULT 1 NOT NULL,
  title_key VARCHAR NOT NULL,
  artist_key VARCHAR NOT NULL,
  album_key VARCHAR NOT NULL,
  album_artist_key VARCHAR NOT NULL,
  genre_key VARCHAR NOT NULL,
  composer_key VARCHAR NOT NULL,
  album_id INTEGER,
  place INTEGER NOT NULL,
  year INTEGER,
  duration_ms INTEGER NOT NULL,
  added_at BIGINT NOT NULL,
  liked_at BIGINT,
  rating INTEGER,
  plays INTEGER DEFAULT 0 NOT NULL,
  skips INTEGER DEFAULT 0 NOT NULL,
  last_played_at BIGINT,
  base_plays INTEGER DEFAULT 0 NOT NULL,
  base_skips INTEGER DEFAULT 0 NOT NULL,
  base_last_played_at BIGINT,
  track_number INTEGER,
  track_total INTEGER,
  disc_number INTEGER,
  disc_total INTEGER,
  bpm INTEGER,
  bitrate INTEGER,
  sample_rate INTEGER,
  bit_depth INTEGER,
  channels INTEGER,
  codec VARCHAR NOT NULL,
  container VARCHAR NOT NULL,
  artwork_id INTEGER,
  title VARCHAR NOT NULL,
  artist VARCHAR NOT NULL,
  album VARCHAR NOT NULL,
  album_artist VARCHAR NOT NULL,
  genre VARCHAR NOT NULL,
  composer VARCHAR NOT NULL,
  date VARCHAR NOT NULL,
  original_date VARCHAR NOT NULL,
  start_frame INTEGER,
  end_frame INTEGER,
  in_use BOOLEAN DEFAULT 1 NOT NULL,
  compilation BOOLEAN DEFAULT 0 NOT NULL,
  has_cover BOOLEAN DEFAULT 0 NOT NULL,
  has_lyrics BOOLEAN DEFAULT 0 NOT NULL,
  track_gain DOUBLE,
  track_peak DOUBLE,
  album_gain DOUBLE,
  album_peak DOUBLE,
  title_sort VARCHAR DEFAULT '' NOT NULL,
  artist_sort VARCHAR DEFAULT '' NOT NULL,
  album_sort VARCHAR DEFAULT '' NOT NULL,
  album_artist_sort VARCHAR DEFAULT '' NOT NULL,
  composer_sort VARCHAR DEFAULT '' NOT NULL,
  grouping VARCHAR DEFAULT '' NOT NULL,
  label VARCHAR DEFAULT '' NOT NULL,
  isrc VARCHAR DEFAULT '' NOT NULL,
  recording_mbid VARCHAR,
  track_mbid VARCHAR,
  release_mbid VARCHAR,
  release_group_mbid VARCHAR,
  comment VARCHAR DEFAULT '' NOT NULL,
  length_guessed BOOLEAN DEFAULT 0 NOT NULL, performer_sort VARCHAR DEFAULT '' NOT NULL, mood VARCHAR DEFAULT '' NOT NULL, initial_key VARCHAR DEFAULT '' NOT NULL, disc_subtitle VARCHAR DEFAULT '' NOT NULL,
  CONSTRAINT pk_tracks PRIMARY KEY (id),
  CONSTRAINT uq_tracks_file_id_position UNIQUE (file_id, position),
  CONSTRAINT fk_tracks_file_id FOREIGN KEY(file_id) REFERENCES files (id),
  CONSTRAINT fk_tracks_album_id FOREIGN KEY(album_id) REFERENCES albums (id),
  CONSTRAINT fk_tracks_artwork_id FOREIGN KEY(artwork_id) REFERENCES artworks (id)
);

CREATE INDEX ix_tracks_album_id ON tracks (album_id, place);

CREATE INDEX ix_tracks_by_added ON tracks (added_at, album_id, place) WHERE listed = 1;

CREATE INDEX ix_tracks_by_album ON tracks (album_key, album_artist_key, album_id, place) WHERE listed = 1;

CREATE INDEX ix_tracks_by_album_artist ON tracks (album_artist_key, year, album_key, album_id, place) WHERE listed = 1;

CREATE INDEX ix_tracks_by_artist ON tracks (artist_key, album_key, album_id, place) WHERE listed = 1;

CREATE INDEX ix_tracks_by_duration ON tracks (duration_ms) WHERE listed = 1;

CREATE INDEX ix_tracks_by_last_played ON tracks (last_played_at) WHERE listed = 1 AND last_played_at IS NOT NULL;

CREATE INDEX ix_tracks_unlisted ON tracks (file_id) WHERE listed = 0;

CREATE INDEX ix_tracks_guessed ON tracks (id) WHERE length_guessed = 1;

CREATE INDEX ix_tracks_by_liked ON tracks (liked_at) WHERE listed = 1 AND liked_at IS NOT NULL;

CREATE INDEX ix_tracks_by_plays ON tracks (plays, last_played_at) WHERE listed = 1 AND plays > 0;

CREATE INDEX ix_tracks_by_rating ON tracks (rating, artist_key, album_key, album_id, place) WHERE listed = 1 AND rating IS NOT NULL;

CREATE INDEX ix_tracks_by_title ON tracks (title_key, artist_key, album_key) WHERE listed = 1;

CREATE INDEX ix_tracks_by_year ON tracks (year, album_artist_key, album_key, album_id, place) WHERE listed = 1;

CREATE TABLE album_overrides (
  id INTEGER NOT NULL,
  from_identity VARCHAR,
  track_id INTEGER,
  to_identity VARCHAR NOT NULL,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_album_overrides PRIMARY KEY (id),
  CONSTRAINT uq_album_overrides_from_identity UNIQUE (from_identity),
  CONSTRAINT uq_album_overrides_track_id UNIQUE (track_id),
  CONSTRAINT fk_album_overrides_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE TABLE listens (
  id INTEGER NOT NULL,
  track_id INTEGER,
  started_at BIGINT NOT NULL,
  listened_ms INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  counted BOOLEAN NOT NULL,
  completed BOOLEAN NOT NULL,
  skipped BOOLEAN NOT NULL,
  source VARCHAR NOT NULL,
  origin VARCHAR DEFAULT 'mtplayer' NOT NULL,
  title VARCHAR NOT NULL,
  artist VARCHAR NOT NULL,
  album VARCHAR NOT NULL,
  album_artist VARCHAR NOT NULL,
  track_number INTEGER,
  year INTEGER,
  genre VARCHAR DEFAULT '' NOT NULL,
  recording_mbid VARCHAR, station_id INTEGER CONSTRAINT fk_listens_station_id REFERENCES stations (id),
  CONSTRAINT pk_listens PRIMARY KEY (id),
  CONSTRAINT fk_listens_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE TABLE lyrics (
  id INTEGER NOT NULL,
  track_id INTEGER,
  artist_key VARCHAR NOT NULL,
  title_key VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  synced BOOLEAN DEFAULT 0 NOT NULL,
  source VARCHAR NOT NULL,
  offset_ms INTEGER DEFAULT 0 NOT NULL,
  fetched_at BIGINT NOT NULL,
  CONSTRAINT pk_lyrics PRIMARY KEY (id),
  CONSTRAINT uq_lyrics_artist_key_title_key_source UNIQUE (artist_key, title_key, source),
  CONSTRAINT fk_lyrics_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE INDEX ix_lyrics_track_id ON lyrics (track_id);

CREATE TABLE play_history (
  id INTEGER NOT NULL,
  queue_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  track_id INTEGER NOT NULL,
  played_at BIGINT NOT NULL,
  CONSTRAINT pk_play_history PRIMARY KEY (id),
  CONSTRAINT fk_play_history_queue_id FOREIGN KEY(queue_id) REFERENCES queues (id),
  CONSTRAINT fk_play_history_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE INDEX ix_play_history_queue ON play_history (queue_id, id);

CREATE TABLE playlist_entries (
  id INTEGER NOT NULL,
  playlist_id INTEGER NOT NULL,
  track_id INTEGER,
  rank INTEGER NOT NULL,
  added_at BIGINT NOT NULL,
  note VARCHAR DEFAULT '' NOT NULL,
  snapshot VARCHAR NOT NULL, removed_at BIGINT,
  CONSTRAINT pk_playlist_entries PRIMARY KEY (id),
  CONSTRAINT fk_playlist_entries_playlist_id FOREIGN KEY(playlist_id) REFERENCES playlists (id),
  CONSTRAINT fk_playlist_entries_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE INDEX ix_playlist_entries_track_id ON playlist_entries (track_id);

CREATE TABLE queue_entries (
  queue_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL,
  track_id INTEGER NOT NULL,
  added_at BIGINT NOT NULL,
  snapshot BLOB,
  CONSTRAINT pk_queue_entries PRIMARY KEY (queue_id, entry_id),
  CONSTRAINT fk_queue_entries_queue_id FOREIGN KEY(queue_id) REFERENCES queues (id),
  CONSTRAINT fk_queue_entries_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
)
 WITHOUT ROWID;

CREATE TABLE track_artists (
  track_id INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  artist_id INTEGER NOT NULL,
  CONSTRAINT pk_track_artists PRIMARY KEY (track_id, role, position),
  CONSTRAINT fk_track_artists_track_id FOREIGN KEY(track_id) REFERENCES tracks (id),
  CONSTRAINT fk_track_artists_artist_id FOREIGN KEY(artist_id) REFERENCES artists (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_track_artists_artist_id ON track_artists (artist_id, role);

CREATE TABLE track_genres (
  track_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  genre_id INTEGER NOT NULL,
  CONSTRAINT pk_track_genres PRIMARY KEY (track_id, position),
  CONSTRAINT fk_track_genres_track_id FOREIGN KEY(track_id) REFERENCES tracks (id),
  CONSTRAINT fk_track_genres_genre_id FOREIGN KEY(genre_id) REFERENCES genres (id)
)
 WITHOUT ROWID;

CREATE TABLE loudness (
  track_id INTEGER NOT NULL,
  audio_key BLOB,
  blocks BLOB NOT NULL,
  track_gain DOUBLE,
  track_peak DOUBLE NOT NULL,
  album_gain DOUBLE,
  album_peak DOUBLE,
  measured_at BIGINT NOT NULL,
  CONSTRAINT pk_loudness PRIMARY KEY (track_id),
  CONSTRAINT fk_loudness_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
);

CREATE TABLE whole_values (
  track_id INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  value VARCHAR NOT NULL,
  CONSTRAINT pk_whole_values PRIMARY KEY (track_id, role, position),
  CONSTRAINT fk_whole_values_track_id FOREIGN KEY(track_id) REFERENCES tracks (id)
)
 WITHOUT ROWID;

CREATE TABLE applied (
  name VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  CONSTRAINT pk_applied PRIMARY KEY (name)
)
 WITHOUT ROWID;

CREATE INDEX ix_track_genres_genre_id ON track_genres (genre_id);

CREATE TABLE track_texts (
  id INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  artists VARCHAR NOT NULL,
  album VARCHAR NOT NULL,
  rest VARCHAR NOT NULL,
  CONSTRAINT pk_track_texts PRIMARY KEY (id),
  CONSTRAINT fk_track_texts_id FOREIGN KEY(id) REFERENCES tracks (id)
);

CREATE TABLE scrobbles (
  id INTEGER NOT NULL,
  service VARCHAR NOT NULL,
  listen_id INTEGER,
  payload VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  last_attempt_at BIGINT,
  reason VARCHAR,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_scrobbles PRIMARY KEY (id),
  CONSTRAINT fk_scrobbles_listen_id FOREIGN KEY(listen_id) REFERENCES listens (id)
);

CREATE INDEX ix_scrobbles_waiting ON scrobbles (service, id) WHERE state = 'waiting';

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

CREATE INDEX ix_tracks_imported ON tracks (id) WHERE base_plays > 0;

CREATE INDEX ix_listens_started_at ON listens (started_at, track_id, listened_ms, counted, completed, skipped);

CREATE INDEX ix_listens_track_id ON listens (track_id, started_at, counted, completed, skipped);

CREATE INDEX ix_playlist_entries_order ON playlist_entries (playlist_id, rank, id, track_id) WHERE removed_at IS NULL;

CREATE INDEX ix_playlist_entries_notes ON playlist_entries (playlist_id) WHERE note <> '';

CREATE INDEX ix_files_stale ON files (directory_id) WHERE stale = 1;

CREATE VIRTUAL TABLE track_words USING fts5(title, artists, album, rest, content='track_texts', content_rowid='id', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'");

CREATE TRIGGER track_texts_deleted AFTER DELETE ON track_texts BEGIN INSERT INTO track_words(track_words, rowid, title, artists, album, rest) VALUES ('delete', old.id, old.title, old.artists, old.album, old.rest); END;

CREATE TRIGGER track_texts_updated AFTER UPDATE ON track_texts BEGIN INSERT INTO track_words(track_words, rowid, title, artists, album, rest) VALUES ('delete', old.id, old.title, old.artists, old.album, old.rest); INSERT INTO track_words(rowid, title, artists, album, rest) VALUES (new.id, new.title, new.artists, new.album, new.rest); END;

INSERT INTO alembic_version (version_num) VALUES ('0003');

