"""The security officer's room: failed sign-ins, undelivered events, state of the log, reads of files."""
