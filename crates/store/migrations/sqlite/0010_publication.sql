-- How programmes go out. Terms of an organisation: the numbers of a kind begin again with each.
CREATE TABLE term (
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  begins_on TEXT NOT NULL,
  PRIMARY KEY (organisation_id, begins_on)
);

-- Runs of numbers that are given here, one after the other, and not entered. Whoever takes a number takes hold of the row.
CREATE TABLE own_series (
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  series TEXT NOT NULL,
  is_on BIGINT NOT NULL CHECK (is_on IN (0, 1)),
  PRIMARY KEY (organisation_id, series)
);

-- Numbers given to outgoing papers, and numbers cancelled. None is given twice in a run and a term ('' where none is on record).
CREATE TABLE book_line (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  series TEXT NOT NULL,
  term_on TEXT NOT NULL,
  number BIGINT NOT NULL CHECK (0 < number),
  text TEXT NOT NULL,
  dated_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  programme_id TEXT UNIQUE REFERENCES programme (id),
  cancelled_why TEXT CHECK (cancelled_why IS NULL OR (cancelled_why <> '' AND programme_id IS NULL)),
  reason TEXT CHECK (reason <> ''),
  UNIQUE (organisation_id, series, term_on, number)
);

-- Who may sign what, for which days.
CREATE TABLE signing_authority (
  id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  person_id TEXT REFERENCES person (id),
  name TEXT NOT NULL CHECK (name <> ''),
  post TEXT NOT NULL,
  capacity TEXT NOT NULL CHECK (capacity IN ('on_behalf', 'in_place', 'by_order', 'own')),
  of_whom TEXT NOT NULL CHECK ((capacity = 'own') = (of_whom = '')),
  kind TEXT,
  from_on TEXT NOT NULL,
  until_on TEXT,
  CHECK (until_on IS NULL OR from_on < until_on)
);
CREATE INDEX signing_authority_organisation ON signing_authority (organisation_id);

-- What was issued, as it was: once for a programme, and nothing of it is changed afterwards.
CREATE TABLE issue (
  programme_id TEXT PRIMARY KEY REFERENCES programme (id),
  organisation_id TEXT NOT NULL REFERENCES unit (id),
  number TEXT NOT NULL,
  dated_on TEXT NOT NULL,
  issuer TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  layout TEXT NOT NULL,
  -- Fingerprint of the text in our notation; its beginning may stand at the foot of the paper.
  text_hash TEXT NOT NULL,
  authority_id TEXT REFERENCES signing_authority (id),
  adoption TEXT NOT NULL,
  -- How it was adopted, as JSON: what the mode asks for.
  adopted TEXT NOT NULL,
  -- The one it takes the place of; none is replaced twice, none by itself.
  replaces_id TEXT UNIQUE REFERENCES issue (programme_id) CHECK (replaces_id <> programme_id),
  recorded_at TEXT NOT NULL
);
CREATE INDEX issue_text ON issue (text_hash);

-- Files of a paper that went out, with the fingerprints by which anybody knows them again.
CREATE TABLE issued_file (
  file_id TEXT PRIMARY KEY REFERENCES file (id),
  programme_id TEXT NOT NULL REFERENCES issue (programme_id),
  form TEXT NOT NULL CHECK (form IN ('docx', 'pdf', 'correction')),
  -- BLAKE3 and SHA-256 of its bytes.
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  sha TEXT NOT NULL CHECK (length(sha) = 64)
);
CREATE INDEX issued_file_programme ON issued_file (programme_id);
CREATE INDEX issued_file_hash ON issued_file (hash);
CREATE INDEX issued_file_sha ON issued_file (sha);

-- Nơi nhận as it was printed, and whom each line came to on the day of issue.
CREATE TABLE recipient_group (
  programme_id TEXT NOT NULL REFERENCES issue (programme_id),
  group_no BIGINT NOT NULL CHECK (0 < group_no),
  text TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('report', 'carry_out', 'know', 'coordinate', 'unsaid')),
  is_file_copy BIGINT NOT NULL CHECK (is_file_copy IN (0, 1)),
  PRIMARY KEY (programme_id, group_no)
);
CREATE TABLE recipient (
  programme_id TEXT NOT NULL,
  recipient_no BIGINT NOT NULL CHECK (0 < recipient_no),
  group_no BIGINT NOT NULL,
  unit_id TEXT REFERENCES unit (id),
  name TEXT NOT NULL CHECK (name <> ''),
  PRIMARY KEY (programme_id, recipient_no),
  UNIQUE (programme_id, unit_id),
  FOREIGN KEY (programme_id, group_no) REFERENCES recipient_group (programme_id, group_no)
);
CREATE INDEX recipient_unit ON recipient (unit_id);

-- That a paper arrived: said by the recipient, or recorded by the clerk for one outside. Once.
CREATE TABLE receipt (
  programme_id TEXT NOT NULL,
  recipient_no BIGINT NOT NULL,
  on_day TEXT NOT NULL,
  at TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  is_by_recipient BIGINT NOT NULL CHECK (is_by_recipient IN (0, 1)),
  PRIMARY KEY (programme_id, recipient_no),
  FOREIGN KEY (programme_id, recipient_no) REFERENCES recipient (programme_id, recipient_no)
);

-- What an issued text says wrongly, told in a numbered notice: the text itself is never changed.
CREATE TABLE correction (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES issue (programme_id),
  number TEXT NOT NULL CHECK (number <> ''),
  dated_on TEXT NOT NULL,
  -- What stands and what should stand, as JSON.
  points TEXT NOT NULL,
  file_id TEXT NOT NULL UNIQUE REFERENCES issued_file (file_id)
);
CREATE INDEX correction_programme ON correction (programme_id);
