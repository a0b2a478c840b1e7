"""One module for each verb of the command, with a function of its name; loaded when the verb is used."""
