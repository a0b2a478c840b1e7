-- Purpose: no more is given back than was paid and not given back before, whoever writes and however many at once.
CREATE OR REPLACE FUNCTION payments_refund_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most numeric;
    asked numeric;
BEGIN
    IF NEW.payment_id IS NOT NULL THEN
        SELECT CASE WHEN reversed_at IS NULL THEN amount ELSE 0 END INTO most FROM payments_payment
            WHERE id = NEW.payment_id FOR UPDATE;
        SELECT COALESCE(sum(amount), 0) INTO asked FROM payments_refund
            WHERE payment_id = NEW.payment_id AND state <> 'refused' AND id <> NEW.id;
    ELSE
        SELECT amount INTO most FROM payments_unmatched WHERE id = NEW.unmatched_id FOR UPDATE;
        SELECT COALESCE(sum(amount), 0) INTO asked FROM payments_refund
            WHERE unmatched_id = NEW.unmatched_id AND state <> 'refused' AND id <> NEW.id;
    END IF;
    IF NEW.state <> 'refused' AND asked + NEW.amount > most THEN
        RAISE EXCEPTION 'refund of % where % is left', NEW.amount, most - asked USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS fits ON payments_refund;
CREATE TRIGGER fits BEFORE INSERT OR UPDATE OF amount, state, payment_id, unmatched_id ON payments_refund
    FOR EACH ROW EXECUTE FUNCTION payments_refund_fits();
DROP TRIGGER IF EXISTS as_written ON payments_refund;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_refund FOR EACH ROW EXECUTE FUNCTION
    payments_fix('state', 'decided_by', 'decided_at', 'account', 'reference', 'paid_by', 'paid_at');
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON payments_refund FROM amont_app;
    END IF;
END $$;
