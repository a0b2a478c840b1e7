"""How are we doing: how well scores rank and how true their probabilities are, each with its interval."""
