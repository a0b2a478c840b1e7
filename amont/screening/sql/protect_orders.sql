-- Purpose: what was ordered, by whom, and whether it takes two persons is never rewritten; an order is never taken away.
CREATE OR REPLACE FUNCTION screening_fix_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND ROW(NEW.bill_id, NEW.office, NEW.box, NEW.act, NEW.lane, NEW.needs_two, NEW.asked_by, NEW.asked_at, NEW.ground, NEW.reasons)
            IS NOT DISTINCT FROM
            ROW(OLD.bill_id, OLD.office, OLD.box, OLD.act, OLD.lane, OLD.needs_two, OLD.asked_by, OLD.asked_at, OLD.ground, OLD.reasons)
        AND (OLD.second_by = '' OR NEW.second_by = OLD.second_by)
        AND (OLD.found = '' OR NEW.found = OLD.found)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'what was ordered is not rewritten: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER IF EXISTS as_ordered ON screening_order;
CREATE TRIGGER as_ordered BEFORE UPDATE OR DELETE ON screening_order FOR EACH ROW EXECUTE FUNCTION screening_fix_order();
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON screening_order FROM amont_app;
    END IF;
END $$;
