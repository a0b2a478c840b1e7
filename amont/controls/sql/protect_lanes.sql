-- Purpose: a lane never becomes lighter without an accepted change of two officers, and a change is never rewritten.
CREATE OR REPLACE FUNCTION controls_lane_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decision text[] := ARRAY['state', 'decided_by', 'decided_at', 'decision'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.lane < NEW.before AND NEW.state <> 'asked' THEN
            RAISE EXCEPTION 'lane change refused: a lighter lane is asked first' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'asked' OR to_jsonb(NEW) - decision IS DISTINCT FROM to_jsonb(OLD) - decision THEN
        RAISE EXCEPTION 'lane change % is fixed: it is decided once', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> 'asked' AND EXISTS (
        SELECT FROM controls_control c JOIN declarations_version v ON v.id = c.version_id
        WHERE v.declaration_id = (SELECT declaration_id FROM declarations_version WHERE id = NEW.version_id)
          AND c.officer = NEW.decided_by
    ) THEN
        RAISE EXCEPTION 'lane change % refused: who controls does not decide', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION controls_lane_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'lane changes are append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION controls_never_lighter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.lane IS NULL OR NOT EXISTS (
        SELECT FROM controls_lanechange c JOIN declarations_version v ON v.id = c.version_id
        WHERE v.declaration_id = NEW.id AND v.number = NEW.version
          AND c.state = 'done' AND c.before = OLD.lane AND c.lane = NEW.lane
    ) THEN
        RAISE EXCEPTION 'declaration % keeps its lane: two officers lighten it', NEW.reference USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON controls_lanechange FOR EACH ROW EXECUTE FUNCTION controls_lane_guard();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON controls_lanechange FOR EACH STATEMENT EXECUTE FUNCTION controls_lane_refuse();
CREATE TRIGGER never_lighter BEFORE UPDATE OF lane ON declarations_declaration FOR EACH ROW
    WHEN (OLD.lane IS NOT NULL AND (NEW.lane IS NULL OR NEW.lane < OLD.lane)) EXECUTE FUNCTION controls_never_lighter();
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE ON controls_lanechange FROM amont_app;
    END IF;
END $$;
