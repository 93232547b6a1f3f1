-- The office's appraisal of a draft: one at a time; it ends closed, or given up with the reason.
CREATE TABLE appraisal (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES programme (id),
  version BIGINT NOT NULL CHECK (0 < version),
  person_id TEXT NOT NULL REFERENCES person (id),
  opened_at TEXT NOT NULL,
  ended_at TEXT CHECK (opened_at <= ended_at),
  ended_by_id TEXT REFERENCES person (id) CHECK ((ended_at IS NULL) = (ended_by_id IS NULL)),
  why TEXT CHECK (why <> '' AND (why IS NULL OR ended_at IS NOT NULL))
);
CREATE UNIQUE INDEX appraisal_open ON appraisal (programme_id) WHERE ended_at IS NULL;
CREATE INDEX appraisal_programme ON appraisal (programme_id);

-- A remark on content: answered once, by somebody else than who wrote it, or taken back.
CREATE TABLE appraisal_remark (
  id TEXT PRIMARY KEY,
  appraisal_id TEXT NOT NULL REFERENCES appraisal (id),
  number BIGINT NOT NULL CHECK (0 < number),
  item TEXT,
  -- The item in our notation as it read then.
  item_then TEXT NOT NULL CHECK ((item IS NULL) = (item_then = '')),
  weight TEXT NOT NULL CHECK (weight IN ('must', 'should', 'note')),
  words TEXT NOT NULL CHECK (words <> ''),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  taken_back_at TEXT,
  taken TEXT CHECK (taken IN ('taken_in', 'explained') AND (taken IS NULL OR taken_back_at IS NULL)),
  -- No explanation without words; nothing is taken in of an item that reads as before.
  answer TEXT CHECK ((taken IS NULL) = (answer IS NULL) AND (taken <> 'explained' OR answer <> '')),
  item_now TEXT CHECK ((taken IS NULL) = (item_now IS NULL) AND (taken <> 'taken_in' OR item IS NULL OR item_now <> item_then)),
  answered_by_id TEXT REFERENCES person (id) CHECK ((taken IS NULL) = (answered_by_id IS NULL) AND answered_by_id <> person_id),
  answered_at TEXT CHECK ((taken IS NULL) = (answered_at IS NULL)),
  UNIQUE (appraisal_id, number)
);
