-- Purpose: what a provider was asked for and what it took is never rewritten, nor what lies in suspense.
DROP TRIGGER IF EXISTS as_written ON payments_asking;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_asking FOR EACH ROW EXECUTE FUNCTION
    payments_fix('theirs', 'state', 'received', 'payment_id', 'fault', 'ended_at', 'tries', 'next_at');
DROP TRIGGER IF EXISTS as_written ON payments_unmatched;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_unmatched
    FOR EACH ROW EXECUTE FUNCTION payments_fix('settled_at');
DROP TRIGGER IF EXISTS as_written ON payments_moneyalert;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_moneyalert
    FOR EACH ROW EXECUTE FUNCTION payments_fix('closed_by', 'closed_at', 'remark');
CREATE OR REPLACE FUNCTION payments_rises() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    heights text[] := ARRAY['asked', 'pending', 'failed', 'paid', 'reversed'];
BEGIN
    IF array_position(heights, NEW.state::text) < array_position(heights, OLD.state::text)
        OR (OLD.received IS NOT NULL AND NEW.received IS DISTINCT FROM OLD.received)
        OR (OLD.payment_id IS NOT NULL AND NEW.payment_id IS DISTINCT FROM OLD.payment_id)
    THEN
        RAISE EXCEPTION 'what was told of asking % is not taken back', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS rises ON payments_asking;
CREATE TRIGGER rises BEFORE UPDATE ON payments_asking FOR EACH ROW EXECUTE FUNCTION payments_rises();
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON payments_asking, payments_unmatched, payments_moneyalert FROM amont_app;
    END IF;
END $$;
