-- Purpose: a finding is decided once, by somebody who neither proposed it nor controlled, and is never rewritten.
CREATE OR REPLACE FUNCTION controls_finding_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    answer text[] := ARRAY['answer', 'answer_words', 'answered_by', 'answered_at'];
    decision text[] := ARRAY['state', 'decided_by', 'decided_at', 'decision'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' THEN
            RAISE EXCEPTION 'finding refused: it is proposed first' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' THEN
        RAISE EXCEPTION 'finding % is decided', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF to_jsonb(NEW) - answer - decision IS DISTINCT FROM to_jsonb(OLD) - answer - decision THEN
        RAISE EXCEPTION 'finding % is fixed: it is answered and decided', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state <> 'proposed' AND NEW.decided_by = (SELECT officer FROM controls_control WHERE id = NEW.control_id) THEN
        RAISE EXCEPTION 'finding % refused: who controlled does not decide', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION controls_finding_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'findings are append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION controls_found_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM controls_finding WHERE id = NEW.finding_id) <> 'proposed' THEN
        RAISE EXCEPTION 'finding % is decided', NEW.finding_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON controls_finding FOR EACH ROW EXECUTE FUNCTION controls_finding_guard();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON controls_finding FOR EACH STATEMENT EXECUTE FUNCTION controls_finding_refuse();
CREATE TRIGGER open_only BEFORE INSERT ON controls_founditem FOR EACH ROW EXECUTE FUNCTION controls_found_open();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON controls_founditem FOR EACH STATEMENT EXECUTE FUNCTION controls_finding_refuse();
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE ON controls_finding FROM amont_app;
        REVOKE UPDATE, DELETE, TRUNCATE ON controls_founditem FROM amont_app;
    END IF;
END $$;
