"""What the model does with rows that production breaks."""

from docs.pages.gate_words import Words

_KEY = "[`promises.robustness.{0}`](spec.md#promises-robustness), {1} where it is not written."
_LOSS = (
    "The headline metric of at most `rows` holdout rows, drawn by the seed, whole and broken, paired. The loss is a "
    "share of the lead over the dummy baseline on the same rows: 0 is nothing, 1 is all that the features were worth. "
    "Broken where the lower end of its interval is above the promise; undecided where only the upper end is. "
)
_REFUSED = (
    "A model may refuse such rows with an error instead, where critical expectations stop them before they reach it; "
    "where none does, the promise is broken."
)

GATES: dict[str, Words] = {
    "finite-predictions": Words(
        key="Nowhere: it is always promised where robustness is.",
        promise="Whatever the rows hold, a prediction is a finite number; probabilities lie between 0 and 1 and add up "
        "to one.",
        measured="Every prediction of whole and of broken holdout rows, extremes of 1e9 among them. An error that the "
        "model raises is no prediction, and is not counted here.",
        why="NaN passes every threshold in silence: a comparison with it is false, whatever is asked.",
        fix="Find the step that makes it: a logarithm or a ratio of features, an exponential, a scaler of a constant "
        "column. Clip what goes in, or raise an error there.",
    ),
    "columns-by-name": Words(
        key="Nowhere: it is always promised where robustness is.",
        promise="A missing or renamed column is an error that names it, and the order of columns does not matter.",
        measured="The model predicts rows without each feature in turn, which must raise an error with the column's "
        "name in it, and rows with the columns in reverse, which must give the same predictions or an error.",
        why="Whoever fills in what is missing, or goes by position, predicts from other numbers than it learned from, "
        "and nothing shows it.",
        fix="Fit the pipeline on a frame, not on an array, and select columns by name in its first step, as "
        "`features.py` does.",
    ),
    "robustness-noise": Words(
        key=_KEY.format("noise", "10 %"),
        promise="Small errors of measurement cost little of the lead.",
        measured=_LOSS
        + "All numeric features get normal noise at once, of 5 % of the standard deviation of the training "
        "rows; whole numbers stay whole.",
        why="A model that hangs on the last digit has learned the rows by heart, and a new device or a rounding "
        "changes its answers.",
        fix="Fit more smoothly: more rows in a leaf, stronger regularisation, fewer near-copies of one feature.",
    ),
    "robustness-missing": Words(
        key=_KEY.format("missing", "25 %"),
        promise="A few missing values cost little of the lead.",
        measured=_LOSS + "In every feature at once, 5 % of the values are missing. " + _REFUSED,
        why="Values go missing in production before anybody notices. A model without a place for them stops, or "
        "invents.",
        fix="Let the pipeline know what to do: an imputer that is fitted inside it, or an estimator that takes missing "
        "values and saw some in training. Or expect that there are none, and make that expectation critical.",
    ),
    "robustness-unseen": Words(
        key=_KEY.format("unseen", "25 %"),
        promise="A few categories that nobody has seen cost little of the lead.",
        measured=_LOSS + "In every categorical feature at once, 5 % of the values are a new one. " + _REFUSED,
        why="New products, new codes and new spellings come without notice. Some encoders raise an error for the whole "
        "batch.",
        fix='`OneHotEncoder(handle_unknown="ignore")`, or `"infrequent_if_exist"`; a class for what is rare. Or expect '
        "the set of values, and make that expectation critical.",
    ),
    "robustness-unnoticed": Words(
        key=_KEY.format("unnoticed", "50 %"),
        promise="What is done to one feature and costs most of the lead is stopped by a critical expectation.",
        measured=_LOSS
        + "Half of each feature is missing; the two numeric features that this costs most come in another "
        "unit (x 10, x 100, x 1000, x 1.8 + 32), with extremes, and shifted within their range; names that are digits "
        "come as text. Each is held against the critical expectations, and the worst that none of them stops counts. "
        "That two columns of like ranges are swapped no bound can notice: it is shown, and not judged.",
        why="No model survives euros that became cents. Only the expectations can stop them, and a hole in them "
        "matters where the model leans on the column.",
        fix="Add the expectation that would have noticed, or make it critical: bounds for another unit, a mean or "
        "quantiles for a shift, `not_be_null` for missing values. `modelwright validate --propose` writes most.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Robustness.metric": "The headline metric.",
    "Robustness.rows": "How many holdout rows were broken; the seed draws them.",
    "Robustness.lead": "The lead of the model over the dummy baseline on these rows, which is what can be lost; "
    "nothing where they do not show one.",
    "Robustness.impossible": "How many predictions of the whole rows are none.",
    "Robustness.features": "How many features there are.",
    "Robustness.alone": "The features that were broken one at a time: all, or 20 that the seed draws.",
    "Robustness.expectations": "Whether there is a suite that could stop broken rows.",
    "Robustness.damages": "What each way of breaking rows does.",
    "Robustness.silent": "Features without which the model predicts all the same.",
    "Robustness.unnamed": "Features whose lack is an error that does not name them.",
    "Robustness.order": "What becomes of predictions when columns come in reverse: `same`, `refused`, or `other` ones.",
    "Damage.kind": "The way of breaking: `noise`, `missing` and `unseen` touch all features a little; the others one "
    "or two, and more of them.",
    "Damage.columns": "The columns that are broken.",
    "Damage.noticed": "Whether a critical expectation that whole rows meet is broken; of kinds that touch all features "
    "a little, one for each of the columns.",
    "Damage.loss": "The share of the lead over the dummy baseline that is lost; nothing where the model refuses the "
    "rows, predicts what is no prediction, or has no lead.",
    "Damage.impossible": "How many predictions are none: not finite, no probability, or not adding up to one.",
    "Damage.refused": "The type of the error that the model raised; empty where it raised none.",
}
