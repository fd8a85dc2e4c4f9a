"""Whether the same model gives the same predictions, in every way in which it is asked."""
