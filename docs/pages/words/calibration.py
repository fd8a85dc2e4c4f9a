"""Whether probabilities, or intervals, can be taken at their word."""

from docs.pages.gate_words import Words

_KEY = "[`promises.calibration.{}`](spec.md#promises-calibration), {} where it is not written."

GATES = {
    "calibration-error": Words(
        key=_KEY.format("error", "0.05"),
        promise="Probabilities are not far from the observed shares.",
        measured="The root mean square, over groups of equal size, of how far the mean probability is from the "
        "observed share, without what chance alone adds. It breaks where the whole interval is above the bound.",
        why="Prices, queues and thresholds take a probability at its word.",
        fix="Wrap the estimator in scikit-learn's `CalibratedClassifierCV`. The page of the site says what it gains.",
    ),
    "calibration-slope": Words(
        key=_KEY.format("slope", "0.8 to 1.25"),
        promise="Predictions are neither too extreme nor squashed towards the middle.",
        measured="The slope of what happens on what was predicted (Cox, 1958): on the logits of a class, on the number "
        "itself. It breaks where the whole interval is outside.",
        why="A slope of 2 means that a high risk is twice as far from the middle as the model says.",
        fix="Look for a step that averages or shrinks predictions; recalibrate; regularise less, or more.",
    ),
    "calibration-rounded": Words(
        key=_KEY.format("decimals", "nothing"),
        promise="Probabilities are not rounded, unless the spec says to how many decimals.",
        measured="How many different probabilities there are, and whether all are whole multiples of a decimal step.",
        why="Rounding ties rows that could be told apart, and hides behind metrics that barely move.",
        fix="Round where numbers are shown, and not where they are predicted.",
    ),
    "calibration-bias": Words(
        key=_KEY.format("bias", "a tenth of the spread of the target"),
        promise="On average, predictions are as high as what happens.",
        measured="The mean of what happened minus what was predicted, with its interval.",
        why="A model that runs low by ten at every hour is wrong by ten thousand in a year.",
        fix="Find what changed since training: a trend, a price, a season. Train on newer rows, or add the trend.",
    ),
    "calibration-coverage": Words(
        key=_KEY.format("coverage", "0.05"),
        promise="Intervals hold as many of the outcomes as they say.",
        measured="Intervals of 80 and 90 % from the residuals of training rows that clones had not seen (split "
        "conformal), and the share of holdout rows inside them.",
        why="Whoever plans stock or staff by an interval needs it to be one.",
        fix="Where time moves on, widen them or train on newer rows. Where groups differ, make them by group.",
    ),
}

# Keys are `Record.field`.
FIELDS = {
    "Reliability.predicted": "The mean prediction of the group.",
    "Reliability.observed": "What happened in the group.",
    "BrierParts.reliability": "How far probabilities are from observed shares; less is better.",
    "BrierParts.resolution": "How far observed shares are from the overall one; more is better.",
    "BrierParts.uncertainty": "What nobody can know without features.",
    "ClassBias.name": "The class.",
    "ClassBias.bias": "Its share minus its mean probability.",
    "Grain.distinct": "How many different probabilities there are.",
    "Grain.tied_pairs": "The share of pairs of rows that are tied.",
    "Grain.decimals": "To how many decimals they are rounded, where they are.",
    "Coverage.level": "The share that the interval says.",
    "Coverage.half_width": "Half its width, in units of the target.",
    "Coverage.covered": "The share of holdout rows inside.",
    "Gain.method": "How probabilities would be put right.",
    "Gain.metric": "The loss that falls.",
    "Gain.estimate": "By how much, on out-of-fold predictions.",
    "Calibration.of": "Whose probability, or which number.",
    "Calibration.reliability": "Groups of equal size, by prediction.",
    "Calibration.error": "The distance from the diagonal, corrected for chance.",
    "Calibration.error_at_least": "What it is at least, at the level of the gate.",
    "Calibration.slope": "Of what happens on what was predicted.",
    "Calibration.intercept": "Of the same line.",
    "Calibration.bias": "What happened minus what was predicted, on average.",
    "Calibration.brier": "The parts of the Brier score (Murphy, 1973).",
    "Calibration.classes": "The bias of each class.",
    "Calibration.grain": "Whether probabilities are rounded.",
    "Calibration.coverage": "Of intervals around a number.",
    "Calibration.gains": "What recalibration would gain.",
    "Calibration.spread": "The standard deviation of the target in training.",
}
