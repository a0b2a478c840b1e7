-- Purpose: undo protect_referrals.sql, for a migration that goes back.
DROP TRIGGER IF EXISTS append_only ON screening_referral_move;
DROP TRIGGER IF EXISTS append_only ON screening_referral_file;
DROP FUNCTION IF EXISTS screening_refuse();
