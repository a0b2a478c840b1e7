"""What templates say by themselves: lanes, icons, fields, figures, plots, in the reader's language."""
