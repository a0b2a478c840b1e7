-- Purpose: undo protect_results.sql, for a migration that goes back.
DROP TRIGGER IF EXISTS append_only ON screening_bill_label;
DROP TRIGGER IF EXISTS append_only ON screening_image_reading;
DROP FUNCTION IF EXISTS screening_refuse();
