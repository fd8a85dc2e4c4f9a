"""The sections of the evaluation page, one module for each theme."""
