-- Purpose: the tables may be dropped again.
DROP TRIGGER IF EXISTS balanced ON payments_entry;
DROP TRIGGER IF EXISTS chained ON payments_entry;
DROP TRIGGER IF EXISTS stands ON payments_account;
DROP TRIGGER IF EXISTS as_written ON payments_notice;
DROP TRIGGER IF EXISTS as_written ON payments_payment;
DROP TRIGGER IF EXISTS append_only ON payments_entry;
DROP TRIGGER IF EXISTS append_only ON payments_movement;
DROP TRIGGER IF EXISTS append_only ON payments_noticeline;
DROP TRIGGER IF EXISTS append_only ON payments_day;
DROP FUNCTION IF EXISTS payments_refuse(), payments_fix(), payments_balanced(), payments_chained(), payments_stands();
