-- Volunteers that are to come to rest: they finish what they have in hand and are given nothing more.
ALTER TABLE volunteer ADD COLUMN drained INTEGER NOT NULL DEFAULT 0 CHECK (drained IN (0, 1));
