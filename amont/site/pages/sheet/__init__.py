"""One declaration on one page: what was declared, what decided, why, what history says, what one can do."""
