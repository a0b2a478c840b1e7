-- Purpose: the reverse of protect_orders.sql.
DROP TRIGGER IF EXISTS as_ordered ON screening_order;
DROP FUNCTION IF EXISTS screening_fix_order();
