"""Expectation suites in Great Expectations' own format: read, held against rows, and shown."""
