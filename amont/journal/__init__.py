"""What happened: acts, events and reads, append-only. Audit log, timeline and outbox are views of it."""
