-- A new version of a report or a resolution follows the one before; each has one next version at most.
ALTER TABLE source ADD COLUMN follows_id TEXT REFERENCES source (id);
CREATE UNIQUE INDEX source_follows ON source (follows_id);
