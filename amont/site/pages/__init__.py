"""Pages that gather several steps: they ask the queries of rooms and write nothing."""
