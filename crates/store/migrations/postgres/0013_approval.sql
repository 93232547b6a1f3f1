-- A frozen draft submitted to the superior committee: one at a time; it ends approved, returned or taken back.
CREATE TABLE approval (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL,
  draft_no BIGINT NOT NULL,
  superior_id TEXT NOT NULL REFERENCES unit (id),
  words TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  submitted_at TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('approved', 'returned', 'withdrawn')),
  verdict_words TEXT CHECK ((verdict IS NULL) = (verdict_words IS NULL)),
  decided_by_id TEXT REFERENCES person (id) CHECK ((verdict IS NULL) = (decided_by_id IS NULL)),
  decided_at TEXT CHECK ((verdict IS NULL) = (decided_at IS NULL)),
  FOREIGN KEY (programme_id, draft_no) REFERENCES frozen_draft (programme_id, draft_no)
);
CREATE UNIQUE INDEX approval_open ON approval (programme_id) WHERE verdict IS NULL;
CREATE INDEX approval_programme ON approval (programme_id);
CREATE INDEX approval_superior ON approval (superior_id);

-- What the superior says of an item or of the whole: taken back before the verdict, or answered once after it.
CREATE TABLE approval_comment (
  approval_id TEXT NOT NULL REFERENCES approval (id),
  number BIGINT NOT NULL CHECK (0 < number),
  item TEXT,
  -- The item in our notation as it stood in the frozen draft.
  item_then TEXT NOT NULL CHECK ((item IS NULL) = (item_then = '')),
  words TEXT NOT NULL CHECK (words <> ''),
  person_id TEXT NOT NULL REFERENCES person (id),
  at TEXT NOT NULL,
  taken_back_at TEXT,
  taken TEXT CHECK (taken IN ('taken_in', 'explained') AND (taken IS NULL OR taken_back_at IS NULL)),
  -- No explanation without words; nothing is taken in of an item that reads as before.
  answer TEXT CHECK ((taken IS NULL) = (answer IS NULL) AND (taken <> 'explained' OR answer <> '')),
  item_now TEXT CHECK ((taken IS NULL) = (item_now IS NULL) AND (taken <> 'taken_in' OR item IS NULL OR item_now <> item_then)),
  answered_by_id TEXT REFERENCES person (id) CHECK ((taken IS NULL) = (answered_by_id IS NULL)),
  answered_at TEXT CHECK ((taken IS NULL) = (answered_at IS NULL)),
  PRIMARY KEY (approval_id, number)
);
