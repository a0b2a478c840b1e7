-- Purpose: takes the guards of signatures away.
DROP TRIGGER IF EXISTS only_grows ON parties_signed_act;
DROP TRIGGER IF EXISTS append_only ON parties_signed_act;
DROP FUNCTION IF EXISTS parties_signed_only_grows();
DROP FUNCTION IF EXISTS parties_signed_refuse();
