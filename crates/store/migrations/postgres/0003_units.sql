-- Level and kind of a unit, apart from `kind`, which decides about records. NULL: not recorded yet. Only a committee has a level.
ALTER TABLE unit ADD COLUMN level TEXT
  CHECK (level IS NULL OR (level IN ('central', 'province', 'upper_grassroots', 'grassroots', 'section', 'cell') AND kind = 'committee'));
-- Twelve ids of 36 letters with their slashes, and no id twice: DEPTH_MAX of the domain, and nothing below itself.
ALTER TABLE unit ADD COLUMN org_kind TEXT
  CHECK (length(path) <= 445 AND length(replace(path, id, '')) = length(path) - 36);

-- What became of a unit, each turn with its day and the number of its paper, in their order.
CREATE TABLE unit_turn (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  turn_no BIGINT NOT NULL CHECK (0 < turn_no),
  turn TEXT NOT NULL CHECK (turn IN ('renamed', 'moved', 'merged', 'split', 'dissolved')),
  on_day TEXT NOT NULL,
  paper TEXT NOT NULL CHECK (paper <> ''),
  name_before TEXT CHECK ((turn = 'renamed') = (name_before IS NOT NULL)),
  above_before TEXT REFERENCES unit (id) CHECK (turn = 'moved' OR above_before IS NULL),
  PRIMARY KEY (unit_id, turn_no)
);

-- What a unit became: its successors, and theirs in turn. They read what it issued.
CREATE TABLE unit_heir (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  heir_id TEXT NOT NULL REFERENCES unit (id) CHECK (heir_id <> unit_id),
  -- 1: it went into this one itself; 0: into one that went into this one.
  is_direct BIGINT NOT NULL CHECK (is_direct IN (0, 1)),
  PRIMARY KEY (unit_id, heir_id)
);
CREATE INDEX unit_heir_heir ON unit_heir (heir_id);

-- By time: a draft may have gone from one journal to another, and numbers mean something in one alone.
DROP INDEX journal_subject;
CREATE INDEX journal_subject ON journal (subject, subject_id, at, seq);
