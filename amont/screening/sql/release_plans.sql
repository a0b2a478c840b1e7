-- Purpose: undo protect_plans.sql, for a migration that goes back.
DROP TRIGGER IF EXISTS append_only ON screening_bill_capacity;
DROP TRIGGER IF EXISTS kept ON screening_bill_weights;
DROP TRIGGER IF EXISTS kept ON screening_bill_limits;
DROP FUNCTION IF EXISTS screening_keep_capacity();
DROP FUNCTION IF EXISTS screening_keep_plan();
