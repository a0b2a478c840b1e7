-- Purpose: undo protect.sql, for a migration that goes back.
DROP TRIGGER IF EXISTS append_only ON journal_entry;
DROP TRIGGER IF EXISTS append_only ON journal_leaf;
DROP TRIGGER IF EXISTS append_only ON journal_head;
DROP FUNCTION IF EXISTS journal_refuse();
