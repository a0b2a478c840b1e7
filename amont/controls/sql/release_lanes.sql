-- Purpose: takes the guards of lanes away.
DROP TRIGGER IF EXISTS never_lighter ON declarations_declaration;
DROP TRIGGER IF EXISTS guard ON controls_lanechange;
DROP TRIGGER IF EXISTS append_only ON controls_lanechange;
DROP FUNCTION IF EXISTS controls_never_lighter();
DROP FUNCTION IF EXISTS controls_lane_guard();
DROP FUNCTION IF EXISTS controls_lane_refuse();
