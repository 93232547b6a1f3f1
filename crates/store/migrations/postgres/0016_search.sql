-- What search looks in beside the items of programmes: the words of each thing without marks, a blank before and after each.
-- Made from the rest: written with it, made anew after a restore and where it is not there yet.
CREATE TABLE search_line (
  kind TEXT NOT NULL CHECK (kind IN ('programme', 'issue', 'basis', 'requirement', 'unit', 'person', 'comment')),
  subject_id TEXT NOT NULL,
  -- Where in it; 0 for the whole of it.
  place BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (kind, subject_id, place)
);
-- The feed of what happened goes through the journals of several houses by time.
CREATE INDEX journal_at ON journal (organisation_id, at, seq);
