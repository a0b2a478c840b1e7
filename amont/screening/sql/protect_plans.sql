-- Purpose: what was proposed for targeting is never changed, who let it decide neither; capacities are append-only.
CREATE OR REPLACE FUNCTION screening_keep_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY['state', 'from_on', 'promoted_at', 'promoted_by', 'to_on', 'retired_at', 'retired_by'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - moving = to_jsonb(OLD) - moving
        AND OLD.state <> 'retired' AND NEW.promoted_by IN (OLD.promoted_by, CASE OLD.state WHEN 'shadow' THEN NEW.promoted_by END)
        AND (OLD.state = 'shadow' OR NEW.from_on = OLD.from_on) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was proposed for targeting stays as it is: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION screening_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'capacities are append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON screening_bill_capacity
    FOR EACH STATEMENT EXECUTE FUNCTION screening_keep_capacity();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON screening_bill_weights
    FOR EACH ROW EXECUTE FUNCTION screening_keep_plan();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON screening_bill_limits
    FOR EACH ROW EXECUTE FUNCTION screening_keep_plan();
DO $$
DECLARE
    guarded text;
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON screening_bill_capacity FROM amont_app;
        FOREACH guarded IN ARRAY ARRAY['screening_bill_weights', 'screening_bill_limits'] LOOP
            EXECUTE format('REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON %I FROM amont_app', guarded);
        END LOOP;
    END IF;
END $$;
