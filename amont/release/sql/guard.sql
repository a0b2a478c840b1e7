-- Purpose: what was released, left or answered is never rewritten, not even by its owner; nothing is released that is not paid.
CREATE OR REPLACE FUNCTION release_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'releases and exits are append-only: % of % refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION release_only_paid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'in_force' OR NOT EXISTS (
        SELECT FROM declarations_declaration WHERE id = NEW.declaration_id AND state = 'paid' AND version = NEW.version
    ) THEN
        RAISE EXCEPTION 'release % refused: its declaration is not paid', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION release_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ends text[] := ARRAY['state', 'ended_at', 'ended_by', 'withdrawn_why'];
BEGIN
    IF OLD.state <> 'in_force' OR to_jsonb(NEW) - ends IS DISTINCT FROM to_jsonb(OLD) - ends THEN
        RAISE EXCEPTION 'release % is fixed: only its end is written, once', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'left' AND NOT EXISTS (SELECT FROM release_exit WHERE release_id = OLD.id AND is_last) THEN
        RAISE EXCEPTION 'release % has not left: no last exit', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'withdrawn' AND EXISTS (SELECT FROM release_exit WHERE release_id = OLD.id) THEN
        RAISE EXCEPTION 'release % is not withdrawn: goods of it are out', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION release_leaves_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    IF NEW.release_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT state INTO found FROM release_release WHERE id = NEW.release_id FOR UPDATE;
    IF found <> 'in_force' THEN
        RAISE EXCEPTION 'exit refused: release % is %', NEW.release_id, found USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM release_exit WHERE release_id = NEW.release_id AND (is_last OR boxes && NEW.boxes)) THEN
        RAISE EXCEPTION 'exit refused: release % has left, or a container of it', NEW.release_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER only_paid BEFORE INSERT ON release_release FOR EACH ROW EXECUTE FUNCTION release_only_paid();
CREATE TRIGGER only_ends BEFORE UPDATE ON release_release FOR EACH ROW EXECUTE FUNCTION release_only_ends();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON release_release FOR EACH STATEMENT EXECUTE FUNCTION release_refuse();
CREATE TRIGGER leaves_once BEFORE INSERT ON release_exit FOR EACH ROW EXECUTE FUNCTION release_leaves_once();
DO $$
DECLARE
    guarded text;
BEGIN
    FOREACH guarded IN ARRAY ARRAY['release_exit', 'release_exitnote', 'release_gateanswer'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION release_refuse()', guarded);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
            EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON %I FROM amont_app', guarded);
        END IF;
    END LOOP;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'amont_app') THEN
        REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON release_release FROM amont_app;
    END IF;
END $$;
