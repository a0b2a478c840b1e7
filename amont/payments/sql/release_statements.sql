-- Purpose: the tables may be dropped again.
DROP TRIGGER IF EXISTS as_written ON payments_bankstatement;
DROP TRIGGER IF EXISTS as_written ON payments_statementline;
DROP TRIGGER IF EXISTS stays ON payments_statementline;
