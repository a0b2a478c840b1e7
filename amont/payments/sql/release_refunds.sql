-- Purpose: the table may be dropped again.
DROP TRIGGER IF EXISTS as_written ON payments_refund;
DROP TRIGGER IF EXISTS fits ON payments_refund;
DROP FUNCTION IF EXISTS payments_refund_fits();
