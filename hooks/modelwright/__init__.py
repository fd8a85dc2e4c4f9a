"""The standards of a model repository, as code."""

__version__ = "0.1.0"
