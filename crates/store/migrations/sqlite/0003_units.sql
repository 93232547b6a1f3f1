-- Level and kind of a unit, apart from `kind`, which decides about records. NULL: not recorded yet. Only a committee has a level.
ALTER TABLE unit ADD COLUMN level TEXT
  CHECK (level IS NULL OR (level IN ('central', 'province', 'upper_grassroots', 'grassroots', 'section', 'cell') AND kind = 'committee'));
-- Twelve ids of 36 letters with their slashes, and no id twice: DEPTH_MAX of the domain, and nothing below itself.
ALTER TABLE unit ADD COLUMN org_kind TEXT
  CHECK (length(path) <= 445 AND length(replace(path, id, '')) = length(path) - 36);
