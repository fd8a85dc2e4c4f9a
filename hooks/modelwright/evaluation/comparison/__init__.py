"""The model against the champion, on the same rows."""
