-- Signed papers that came back, byte for byte as they came, with what was found of their words on that day. Several may come
-- of one paper; one that was kept by mistake is taken back with a reason and stays where it is.
CREATE TABLE signed_copy (
  file_id TEXT PRIMARY KEY REFERENCES file (id),
  programme_id TEXT NOT NULL REFERENCES issue (programme_id),
  copy_no BIGINT NOT NULL CHECK (0 < copy_no),
  size BIGINT NOT NULL CHECK (0 < size),
  -- BLAKE3 and SHA-256 of its bytes.
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  sha TEXT NOT NULL CHECK (length(sha) = 64),
  came_at TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  note TEXT NOT NULL,
  reading TEXT NOT NULL CHECK (reading IN ('same', 'differs', 'other', 'no_text')),
  differs BIGINT NOT NULL CHECK ((reading = 'differs') = (0 < differs)),
  moved BIGINT NOT NULL CHECK (0 <= moved),
  signatures BIGINT NOT NULL CHECK (0 <= signatures),
  -- The first places that differ, as JSON.
  places TEXT NOT NULL,
  withdrawn_at TEXT,
  withdrawn_by TEXT REFERENCES person (id),
  withdrawn_why TEXT CHECK (withdrawn_why <> ''),
  UNIQUE (programme_id, copy_no),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_why IS NULL))
);
-- The same file stands there once, but may come again after it was taken back.
CREATE UNIQUE INDEX signed_copy_once ON signed_copy (programme_id, sha) WHERE withdrawn_at IS NULL;
CREATE INDEX signed_copy_hash ON signed_copy (hash);
CREATE INDEX signed_copy_sha ON signed_copy (sha);
