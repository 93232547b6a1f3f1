-- A body that is to lead is asked about an item, as it read then; one live ask for each item and body.
CREATE TABLE lead_ask (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL REFERENCES programme (id),
  item TEXT NOT NULL CHECK (item <> ''),
  -- The item in our notation as it read then.
  item_then TEXT NOT NULL CHECK (item_then <> ''),
  body TEXT NOT NULL CHECK (body <> ''),
  folded TEXT NOT NULL CHECK (folded <> ''),
  -- The unit it is on record; one that is not answers on paper.
  unit_id TEXT REFERENCES unit (id),
  version BIGINT NOT NULL CHECK (0 < version),
  due_on TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  asked_at TEXT NOT NULL,
  assent TEXT CHECK (assent IN ('agree', 'propose')),
  proposed TEXT CHECK (proposed <> ''),
  reason TEXT,
  paper TEXT CHECK (paper <> ''),
  answered_by_id TEXT REFERENCES person (id),
  answered_at TEXT,
  is_taken BIGINT CHECK (is_taken IN (0, 1)),
  settled_words TEXT CHECK (settled_words <> ''),
  settled_by_id TEXT REFERENCES person (id),
  settled_at TEXT,
  closed_at TEXT,
  CHECK ((assent IS NULL) = (reason IS NULL) AND (assent IS NULL) = (answered_by_id IS NULL) AND (assent IS NULL) = (answered_at IS NULL)),
  -- A proposal names somebody and says why.
  CHECK ((COALESCE(assent, '') = 'propose') = (proposed IS NOT NULL) AND (proposed IS NULL OR reason <> '')),
  CHECK (paper IS NULL OR assent IS NOT NULL),
  CHECK (assent IS NULL OR unit_id IS NOT NULL OR paper IS NOT NULL),
  -- Only a proposal is decided on, and never without a word.
  CHECK (is_taken IS NULL OR proposed IS NOT NULL),
  CHECK ((is_taken IS NULL) = (settled_words IS NULL) AND (is_taken IS NULL) = (settled_by_id IS NULL) AND (is_taken IS NULL) = (settled_at IS NULL))
);
CREATE UNIQUE INDEX lead_ask_live ON lead_ask (programme_id, item, folded) WHERE closed_at IS NULL;
CREATE INDEX lead_ask_programme ON lead_ask (programme_id);
CREATE INDEX lead_ask_unit ON lead_ask (unit_id);
