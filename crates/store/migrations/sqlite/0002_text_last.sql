-- The text of a programme goes to the end of its row: whatever is asked besides is read without walking through it.
ALTER TABLE programme ADD COLUMN text TEXT NOT NULL DEFAULT '';
UPDATE programme SET text = body;
ALTER TABLE programme DROP COLUMN body;
ALTER TABLE programme RENAME COLUMN text TO body;
