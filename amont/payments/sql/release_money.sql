-- Purpose: the tables may be dropped again.
DROP TRIGGER IF EXISTS as_written ON payments_asking;
DROP TRIGGER IF EXISTS as_written ON payments_unmatched;
DROP TRIGGER IF EXISTS as_written ON payments_moneyalert;
DROP TRIGGER IF EXISTS rises ON payments_asking;
DROP FUNCTION IF EXISTS payments_rises();
