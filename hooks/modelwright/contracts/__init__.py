"""Contracts with whoever delivers the data, as Open Data Contract Standard documents."""
