"""Pages of the room: declarations, received files, handing in files, the report of each."""
