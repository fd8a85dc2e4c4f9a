"""What to do next, ranked by what it is expected to gain."""
