"""The model on parts of the rows: declared ones, and the weakest that a search found."""
