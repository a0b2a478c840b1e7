"""Has the journal been rewritten? Rows, leaves, heads, and a checkpoint kept elsewhere, side by side.

Whoever owns the database can rewrite all that is in it, but not a checkpoint that another keeps.

- A row alone, or a leaf alone: named. Which of the two, the next head says, since the tree fits one of them.
- A row with its leaf: heads differ from there on; the row is among those added since the last that fits.
- A row, its leaf and the heads: the exported checkpoint differs; a list of leaves exported with it names the
  row, and without one only the places since the last exported checkpoint that fits are known.

Memory does not grow with the log: two edges of trees, and the first faults.
"""
