"""Traps for a model that knows what it cannot know."""

from docs.pages.gate_words import Words

_TRAP = "It fails when the leak is shown: the end of the interval decides, and misses once in a thousand."

GATES: dict[str, Words] = {
    "rows-doubled": Words(
        key="[`data.keys`](spec.md#data), where a row of the file is meant to become several.",
        promise="A row of the file is one row of the frame.",
        measured="The rows that `load` gives against those of the file; where the spec names keys, the rows whose keys "
        "another row has as well.",
        why="A join that matches two rows gives each customer twice, without a word. Training counts some twice, and "
        "intervals on the holdout become too narrow.",
        fix="Make the joined table unique before the join, and say so there: `merge(..., validate='many_to_one')`.",
    ),
    "holdout-repeated": Words(
        key="[`promises.overlap`](spec.md#promises), 1 % where it is not written.",
        promise="Hardly any row of the holdout repeats another one.",
        measured="Rows of the holdout that are equal to another one before them in the features, the protected columns "
        "and the target.",
        why="Copies add no knowledge. They make every interval too narrow, and a promise seems to be kept that is not.",
        fix="Drop the copies at the source. Where equal rows are no copies, as in data of few and coarse columns, "
        "promise a larger share and write down why.",
    ),
    "class-missing": Words(
        key="Nowhere: it is always promised of classes.",
        promise="Every class has rows in training and in the holdout.",
        measured="The classes of all rows against those on each side, and those that the model knows.",
        why="A class that training lacks is never predicted. One that the holdout lacks was never measured.",
        fix="Hold out by strata: [`split.stratify`](spec.md#split). Collect more rows of the class, or name one class "
        "for all that are rare.",
    ),
    "time-order": Words(
        key="[`split.column`](spec.md#split); of a random split with `data.time`, "
        "[`promises.leaks.inflation`](spec.md#promises-leaks).",
        promise="The model predicts later rows from earlier ones, or loses little where it would have to.",
        measured="Split by time: rows that the model was fitted on, by the record beside it, that are not older than "
        "the oldest row held out. Random split of rows with a time: the newest fifth of training rows is predicted "
        f"by a model of older rows and by random folds; the loss is a share of the lead over the dummy baseline. "
        f"{_TRAP}",
        why="In production only the past is known. Among rows of the same week, a model recalls what the week was "
        "like.",
        fix="Split by time. Where the loss is a change of the world and not a leak, the promise of a random split is "
        "the wrong one all the same.",
    ),
    "target-in-features": Words(
        key="[`promises.leaks.dependent`](spec.md#promises-leaks): a share of rows, none where it is not written.",
        promise="No feature depends on an outcome that is held out.",
        measured="The outcomes of held-out rows are changed in a copy of the file, and the team's `load` is called on "
        "it: no feature of any row may change. By time, a row may know older outcomes, so from a row on, its own and "
        "all later outcomes change, and neither it nor an older row may. At most 50,000 rows of the file are taken. "
        "Besides, a numeric feature must not be the mean of the target over the rows of each of its values, closer "
        "than chance allows. Undecided where `load` cannot be called on a copy.",
        why="The mean of the target over a customer's rows holds the row that is to be predicted. It is the most "
        "common leak, and no single row shows it.",
        fix="Compute such a mean inside the pipeline, on training rows: scikit-learn's `TargetEncoder` does. By time, "
        "use outcomes that are known when the row is.",
    ),
    "future-in-features": Words(
        key="[`promises.leaks.dependent`](spec.md#promises-leaks): a share of rows, none where it is not written.",
        promise="No feature of a training row changes when the future is cut off.",
        measured="The team's `load` on a copy of the file without the rows held out, against `load` on all rows.",
        why="A feature that looks ahead, such as a centred mean or a shift in the wrong direction, is not there in "
        "production.",
        fix="Compute features of the past alone: `shift(1)`, `rolling` without `center`; no statistic over all rows.",
    ),
    "holdout-in-features": Words(
        key="[`promises.leaks.dependent`](spec.md#promises-leaks): a share of rows, none where it is not written.",
        promise="No feature of a training row changes when the held-out rows are cut off.",
        measured="The team's `load` on a copy of the file without the rows held out, against `load` on all rows.",
        why="A mean, a rank or an imputation over all rows brings the holdout into training. And a single request in "
        "production has no other rows to compute it from.",
        fix="Do it in the pipeline, where it is fitted on training rows: `SimpleImputer`, `StandardScaler`, "
        "`QuantileTransformer`. Where rows of one customer make a feature together, keep them on one side with "
        "[`split.group`](spec.md#split).",
    ),
    "sides-alike": Words(
        key="[`promises.leaks.sides`](spec.md#promises-leaks), 0.6 where it is not written; a split by time is judged "
        "only where it is.",
        promise="Nobody can tell holdout rows from training rows.",
        measured="Adversarial validation: the AUC, out of fold, of a small classifier that tells the sides apart, on "
        f"at most 3,000 rows of each; rows that the split keeps together are one draw. {_TRAP}",
        why="A holdout that was chosen, filtered or prepared in another way measures another population.",
        fix="Read the features that the finding names. Take both sides from one file, through one `load`, by the split "
        "of the spec.",
    ),
    "permuted-labels": Words(
        key="[`promises.leaks.permuted`](spec.md#promises-leaks), 10 % where it is not written.",
        promise="A model that is fitted on shuffled labels has next to no lead left.",
        measured="Five clones are fitted on 500 training rows with shuffled labels. Broken where they keep more than "
        "that share of the model's lead over the dummy baseline, and the interval excludes none.",
        why="There is nothing to learn from shuffled labels. What still predicts was fitted before, on rows that "
        "nobody accounts for.",
        fix="Fit every step of the pipeline on the training rows: no `FrozenEstimator`, no table of outcomes in the "
        "code.",
    ),
    "tuned-on-folds": Words(
        key="[`tuning`](spec.md#tuning).",
        promise="The settings were chosen on the folds of the training rows.",
        measured="The chosen setting must have the best mean score in `reports/training.json`, and its scores must be "
        "those that the folds of the spec give when they are computed again, within 0.1 %.",
        why="Whoever chooses by the holdout has used it up. Its score is then the best of many, and too good.",
        fix="Score trials with `cv=folds(spec, training)`, keep these scores, and choose the best mean.",
    ),
    "holdout-optimism": Words(
        key="[`promises.leaks.optimism`](spec.md#promises-leaks), 5 % where it is not written.",
        promise="The model is not much better on the holdout than on folds of training rows.",
        measured="The headline metric on the holdout less that of the same settings out of fold, as a share of the "
        f"lead over the dummy baseline. {_TRAP} A split by time is not judged: later rows may be easier.",
        why="Rows that nobody has seen are never easier by a lot. Somebody has chosen them, or the model has.",
        fix="Do not choose seed, holdout or model by the holdout's score. Draw another holdout, once, and write down "
        "why.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Copies.rows": "The rows that `load` gives.",
    "Copies.rows_in_file": "The rows of the data file, where it is Parquet or CSV.",
    "Copies.repeated_keys": "Rows whose keys another row before them has, where the spec names keys.",
    "Copies.repeated_in_holdout": "Rows of the holdout that are equal to another one before them.",
    "Changed.feature": "The feature.",
    "Changed.rows": "In how many of the compared rows it changed.",
    "Dependence.compared": "How many rows were compared.",
    "Dependence.changed": "The features that changed, most rows first.",
    "Dependence.why_not": "Why nothing could be compared; empty where it was.",
    "Aggregate.feature": "The feature.",
    "Aggregate.values": "How many of its values were compared with the mean of the target.",
    "Aggregate.ratio": "How far these means are from it, as a share of what chance alone would give.",
    "Order.late": "By time: rows that the model was fitted on and that are not older than the holdout.",
    "Order.inflation": "Of a random split of rows with a time: the share of the lead over the dummy baseline that is "
    "lost when later rows are predicted from earlier ones.",
    "Classes.known": "How many classes there are.",
    "Classes.not_in_training": "Classes that training, or the model, lacks.",
    "Classes.not_in_holdout": "Classes that the holdout lacks.",
    "Telling.feature": "The feature.",
    "Telling.distance": "The largest difference of its distribution functions on the two sides.",
    "Sides.auc": "How well holdout rows are told from training rows; 0.5 is not at all.",
    "Sides.features": "The features that lie furthest apart.",
    "LeadLeft.metric": "The headline metric.",
    "LeadLeft.share": "The difference as a share of the lead.",
    "LeadLeft.lead": "The lead over the dummy baseline, in the unit of the metric.",
    "Tuned.trials": "How many settings were tried.",
    "Tuned.best": "Whether the chosen one has the best mean score.",
    "Tuned.deviation": "The largest difference of its recorded fold scores from those that are computed again, as a "
    "share of the score.",
    "Tuned.why_not": "Why the folds could not be scored again; empty where they could.",
    "Leaks.copies": "Rows that are there more than once.",
    "Leaks.of_targets": "Features that change with outcomes that are held out.",
    "Leaks.of_rows": "Features of training rows that change when the held-out rows are cut off.",
    "Leaks.aggregates": "Features that are means of the target.",
    "Leaks.order": "Whether what was fitted is older than what is predicted.",
    "Leaks.classes": "Classes that a side lacks.",
    "Leaks.sides": "Whether the two sides of the split can be told apart.",
    "Leaks.permuted": "What is left of the lead when labels are shuffled.",
    "Leaks.tuned": "How the settings were chosen.",
    "Leaks.optimism": "How much better the model is on the holdout than out of fold.",
}
