-- Purpose: the ledger is append-only and balanced, and what a notice or a receipt says is never rewritten.
CREATE OR REPLACE FUNCTION payments_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION payments_fix() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := TG_ARGV::text[];
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - free) IS NOT DISTINCT FROM (to_jsonb(OLD) - free) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was written is not rewritten: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION payments_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT COALESCE(sum(amount), 0) FROM payments_entry WHERE movement_id = NEW.movement_id) <> 0 THEN
        RAISE EXCEPTION 'movement % does not balance', NEW.movement_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION payments_chained() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before numeric := (SELECT balance FROM payments_entry WHERE account_id = NEW.account_id AND id < NEW.id
                       ORDER BY id DESC LIMIT 1);
BEGIN
    IF NEW.balance <> COALESCE(before, 0) + NEW.amount THEN
        RAISE EXCEPTION 'entry % does not follow the one before', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION payments_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT balance FROM payments_account WHERE id = NEW.id) <> COALESCE(
        (SELECT balance FROM payments_entry WHERE account_id = NEW.id ORDER BY id DESC LIMIT 1), 0)
    THEN
        RAISE EXCEPTION 'account % is not what its entries say', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
DO $$
DECLARE
    guarded text;
BEGIN
    FOREACH guarded IN ARRAY ARRAY['payments_entry', 'payments_movement', 'payments_noticeline', 'payments_day'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS append_only ON %I', guarded);
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse()', guarded);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON %I FROM amont_app', guarded);
        END IF;
    END LOOP;
END $$;
DROP TRIGGER IF EXISTS balanced ON payments_entry;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON payments_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_balanced();
DROP TRIGGER IF EXISTS chained ON payments_entry;
CREATE CONSTRAINT TRIGGER chained AFTER INSERT ON payments_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_chained();
DROP TRIGGER IF EXISTS stands ON payments_account;
CREATE CONSTRAINT TRIGGER stands AFTER INSERT OR UPDATE ON payments_account
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_stands();
DROP TRIGGER IF EXISTS as_written ON payments_notice;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_notice
    FOR EACH ROW EXECUTE FUNCTION payments_fix('state', 'withdrawn_why');
DROP TRIGGER IF EXISTS as_written ON payments_payment;
CREATE TRIGGER as_written BEFORE UPDATE OR DELETE ON payments_payment
    FOR EACH ROW EXECUTE FUNCTION payments_fix('reversal_why', 'reversal_asked_by', 'reversed_by', 'reversed_at');
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON payments_notice, payments_payment, payments_account FROM amont_app;
    END IF;
END $$;
