-- That somebody is told of a line of a journal, entered with the line itself; what it says is read from there.
CREATE TABLE notice (
  person_id TEXT NOT NULL REFERENCES person (id),
  organisation_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lead', 'section', 'handed_in', 'comment', 'appraisal', 'issued', 'account')),
  -- The programme by which one is told; without the right to read it nothing is told. The own account needs none.
  programme_id TEXT REFERENCES programme (id) CHECK ((programme_id IS NULL) = (kind = 'account')),
  -- The first item it is about, and how many there are.
  place TEXT NOT NULL,
  items BIGINT NOT NULL,
  read_at TEXT,
  PRIMARY KEY (person_id, organisation_id, seq, kind),
  FOREIGN KEY (organisation_id, seq) REFERENCES journal (organisation_id, seq)
);
CREATE INDEX notice_waiting ON notice (person_id, read_at);

-- Kinds that somebody does not want to be told of.
CREATE TABLE notice_off (
  person_id TEXT NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL,
  PRIMARY KEY (person_id, kind)
);
