"""Whether probabilities, or intervals, can be taken at their word."""
