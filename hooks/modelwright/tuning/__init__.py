"""Tuning: which settings are tried, and the record of those that were."""
