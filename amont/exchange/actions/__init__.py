"""The verbs of the doors: webhooks, telling them, pace of keys."""
