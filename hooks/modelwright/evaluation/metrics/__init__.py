"""The metrics of each task: for many weightings of the same rows at once, and what each row adds to them.

A bootstrap replicate is nothing but a weight for each row, so each metric is computed for a whole matrix of weights.
With weights of one, and with any others, a metric equals scikit-learn's of the same name and `sample_weight`.
"""

from modelwright.evaluation.metrics.metric import Metric
from modelwright.evaluation.metrics.scored import THRESHOLD, Floats, Scored, score
from modelwright.evaluation.metrics.table import METRICS, SCORERS

__all__ = ["METRICS", "SCORERS", "THRESHOLD", "Floats", "Metric", "Scored", "score"]
