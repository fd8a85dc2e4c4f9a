"""The estimator."""

from sklearn.linear_model import LogisticRegression


def build_model(seed: int) -> LogisticRegression:
    """Build the unfitted model."""
    return LogisticRegression(C=0.1, random_state=seed)
