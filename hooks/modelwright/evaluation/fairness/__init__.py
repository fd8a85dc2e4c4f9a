"""How differently the model treats groups of a protected attribute."""
