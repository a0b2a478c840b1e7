-- Purpose: what a bank wrote is kept as it came; what two people said of a line stays.
DROP TRIGGER IF EXISTS as_written ON payments_bankstatement;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_bankstatement
    FOR EACH ROW EXECUTE FUNCTION payments_fix('none');
DROP TRIGGER IF EXISTS as_written ON payments_statementline;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_statementline
    FOR EACH ROW EXECUTE FUNCTION payments_fix('payment_id', 'proposed_by', 'confirmed_by', 'confirmed_at');
DROP TRIGGER IF EXISTS stays ON payments_statementline;
CREATE TRIGGER stays BEFORE UPDATE ON payments_statementline
    FOR EACH ROW WHEN (OLD.confirmed_at IS NOT NULL) EXECUTE FUNCTION payments_fix('none');
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON payments_bankstatement, payments_statementline FROM amont_app;
    END IF;
END $$;
