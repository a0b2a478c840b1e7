"""Messages of the European transit and import control systems: entry summaries and their amendments."""
