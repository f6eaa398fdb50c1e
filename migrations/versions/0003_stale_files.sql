ALTER TABLE files ADD COLUMN stale BOOLEAN DEFAULT 0 NOT NULL;

CREATE INDEX ix_files_stale ON files (directory_id) WHERE stale = 1;
