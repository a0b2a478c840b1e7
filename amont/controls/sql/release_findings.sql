-- Purpose: takes the guards of findings away.
DROP TRIGGER IF EXISTS guard ON controls_finding;
DROP TRIGGER IF EXISTS append_only ON controls_finding;
DROP TRIGGER IF EXISTS open_only ON controls_founditem;
DROP TRIGGER IF EXISTS append_only ON controls_founditem;
DROP FUNCTION IF EXISTS controls_finding_guard();
DROP FUNCTION IF EXISTS controls_finding_refuse();
DROP FUNCTION IF EXISTS controls_found_open();
