-- Purpose: rows of the journal that have no place in the tree yet, oldest first. Late commits lie in the window.
SELECT e.id, e.leaf
FROM journal_entry e
WHERE e.id > COALESCE((SELECT max(entry_id) FROM journal_leaf), 0) - %(window)s
    AND NOT EXISTS (SELECT FROM journal_leaf l WHERE l.entry_id = e.id)
ORDER BY e.id
LIMIT %(most)s
