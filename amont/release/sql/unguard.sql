-- Purpose: undo guard.sql, for a migration that goes back.
DROP TRIGGER IF EXISTS only_paid ON release_release;
DROP TRIGGER IF EXISTS only_ends ON release_release;
DROP TRIGGER IF EXISTS append_only ON release_release;
DROP TRIGGER IF EXISTS leaves_once ON release_exit;
DROP TRIGGER IF EXISTS append_only ON release_exit;
DROP TRIGGER IF EXISTS append_only ON release_exitnote;
DROP TRIGGER IF EXISTS append_only ON release_gateanswer;
DROP FUNCTION IF EXISTS release_refuse(), release_only_paid(), release_only_ends(), release_leaves_once();
