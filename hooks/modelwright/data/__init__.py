"""Data: loading, expectations, splits and fingerprints."""
