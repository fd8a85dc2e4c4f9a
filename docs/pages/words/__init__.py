"""The words of gates and of evidence fields, one module for each theme of the evaluation."""

from docs.pages.words import (
    behaviour,
    calibration,
    comparison,
    decision,
    efficiency,
    fairness,
    importance,
    leaks,
    learning,
    privacy,
    remedies,
    reproducibility,
    robustness,
    slices,
)

THEMES = (
    comparison,
    slices,
    fairness,
    calibration,
    decision,
    behaviour,
    robustness,
    leaks,
    reproducibility,
    efficiency,
    privacy,
    importance,
    learning,
    remedies,
)
