-- A paper that went out and came back: a form that a drafting unit filled in, or the draft itself, changed in Word. Kept is what
-- was read of it, not its bytes; it changes nothing of the draft until somebody takes what it proposes.
CREATE TABLE returned_paper (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES programme (id),
  -- The section of a form; a draft as a whole has none.
  section_id TEXT,
  name TEXT NOT NULL CHECK (name <> ''),
  -- Fingerprint of the file: the same file comes back once.
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  -- What it proposes, row by row.
  body TEXT NOT NULL CHECK (body <> ''),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  UNIQUE (programme_id, hash),
  FOREIGN KEY (section_id, programme_id) REFERENCES draft_section (id, programme_id)
);

-- What became of a row of it: taken or refused, once.
CREATE TABLE returned_row (
  returned_id TEXT NOT NULL REFERENCES returned_paper (id),
  proposal_no BIGINT NOT NULL CHECK (0 < proposal_no),
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'refused')),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  PRIMARY KEY (returned_id, proposal_no)
);
