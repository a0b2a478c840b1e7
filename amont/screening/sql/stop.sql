-- Purpose: items that a hold stops go to red by it: its reason comes first, those that stood before follow.
UPDATE screening_screeneditem SET
    lane = %(lane)s,
    cause = %(cause)s,
    blocked = true,
    reasons = (
        SELECT jsonb_agg(told.reason ORDER BY told.place)
        FROM jsonb_array_elements(%(reason)s::jsonb || reasons) WITH ORDINALITY AS told(reason, place)
        WHERE told.place <= %(most)s
    )
WHERE id = ANY(%(items)s)
