-- Purpose: undo protect_balances.sql, for a migration that goes back.
DROP TRIGGER IF EXISTS append_only ON cargo_balance_entry;
DROP TRIGGER IF EXISTS append_only ON cargo_takeover;
DROP TRIGGER IF EXISTS append_only ON cargo_foundline;
DROP TRIGGER IF EXISTS append_only ON cargo_weighing;
DROP TRIGGER IF EXISTS append_only ON cargo_picture;
DROP FUNCTION IF EXISTS cargo_refuse();
