"""The `amont` command: opens files, asks the engine, shows the answer."""
