-- Ids are UUIDv7 as text, times ISO 8601 in UTC as text, yes and no as 0 and 1. Both engines have the same tables.

CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
  above_id TEXT REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
  -- The ids from the top down to this unit, each between slashes: what is below has this as its beginning.
  path TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('committee', 'body')),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  founded_on TEXT,
  ended_on TEXT
);
CREATE INDEX unit_above ON unit (above_id);

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL
);

CREATE TABLE post (
  person_id TEXT NOT NULL REFERENCES person (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  title TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  PRIMARY KEY (person_id, unit_id, title, from_on)
);

CREATE TABLE role_grant (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'office', 'drafter', 'reader')),
  from_on TEXT NOT NULL,
  until_on TEXT
);
CREATE INDEX role_grant_person ON role_grant (person_id);

CREATE TABLE account (
  person_id TEXT PRIMARY KEY REFERENCES person (id),
  login TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  closed_at TEXT
);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id),
  begun_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  until_at TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id);

-- A link that works once: first start, a forgotten password.
CREATE TABLE one_time_link (
  token_hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  person_id TEXT REFERENCES person (id),
  until_at TEXT NOT NULL
);

CREATE TABLE chain (
  organisation_id TEXT PRIMARY KEY REFERENCES unit (id),
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL
);

CREATE TABLE journal (
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  seq BIGINT NOT NULL,
  at TEXT NOT NULL,
  person_id TEXT REFERENCES person (id),
  act TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  data TEXT NOT NULL,
  state TEXT,
  hash TEXT NOT NULL,
  PRIMARY KEY (organisation_id, seq)
);
CREATE INDEX journal_subject ON journal (subject, subject_id, seq);

CREATE TABLE file (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  bytes BLOB NOT NULL
);

CREATE TABLE source (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  title TEXT NOT NULL,
  folded TEXT NOT NULL,
  body TEXT NOT NULL,
  file_id TEXT REFERENCES file (id),
  handed_in_at TEXT NOT NULL
);
CREATE INDEX source_organisation ON source (organisation_id);

CREATE TABLE programme (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  guideline TEXT NOT NULL,
  title TEXT NOT NULL,
  folded TEXT NOT NULL,
  -- The programme in our notation (docs/notation.md).
  body TEXT NOT NULL,
  -- Grows by one with every change.
  version BIGINT NOT NULL CHECK (0 < version),
  source_id TEXT REFERENCES source (id),
  file_id TEXT REFERENCES file (id),
  begun_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  -- A fact, not a status: when it was issued and that this was recorded.
  issued_on TEXT,
  put_away_at TEXT
);
CREATE INDEX programme_organisation ON programme (organisation_id, changed_at);
CREATE INDEX programme_changed ON programme (changed_at, id);

-- What lists and search show of a programme's items; made from the body again with every change.
CREATE TABLE programme_item (
  row_no INTEGER PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES programme (id),
  anchor TEXT NOT NULL,
  position BIGINT NOT NULL,
  role TEXT NOT NULL,
  code TEXT,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  deadline TEXT NOT NULL,
  due_on TEXT,
  folded TEXT NOT NULL,
  UNIQUE (programme_id, anchor)
);

CREATE TABLE guideline_text (
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  guideline TEXT NOT NULL,
  -- Sentences bound to clause ids, as JSON.
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (organisation_id, guideline)
);

CREATE TABLE setting (
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (organisation_id, name)
);

-- Work to be done after an act, entered in the act's own transaction.
CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  tries BIGINT NOT NULL,
  leased_until TEXT,
  why TEXT,
  UNIQUE (kind, subject_id)
);

-- What was answered to an act that carried a key, so that asking again does not do it again.
CREATE TABLE answered (
  person_id TEXT NOT NULL REFERENCES person (id),
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
);

CREATE VIRTUAL TABLE programme_item_search USING fts5 (folded, content = 'programme_item', content_rowid = 'row_no', tokenize = 'unicode61');
