"""Evaluation: metrics with intervals, baselines, leaks and gates."""
