"""What a person reads: sentences, translations, plots, pages."""
