-- Beside a programme lie, apart from what it carries out, the committee's programme of the last term and the superior's.
ALTER TABLE source ADD COLUMN paper TEXT NOT NULL DEFAULT 'source' CHECK (paper IN ('source', 'last-term', 'superior'));
ALTER TABLE programme ADD COLUMN last_term_id TEXT REFERENCES source (id);
ALTER TABLE programme ADD COLUMN superior_id TEXT REFERENCES source (id);
