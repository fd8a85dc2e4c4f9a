"""The model against the champion, on the same rows."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {
    "champion": Words(
        key="[`promises.champion`](spec.md#promises-champion): `margin` in the headline's own unit, or "
        "`margin_share`; without them, one twentieth of what the champion is ahead of the dummy baseline.",
        promise="The headline metric is not worse than the champion's by more than the margin.",
        measured="The difference on the rows that both models held out, paired row by row; the lower end of its "
        "interval must not be below minus the margin. The champion's predictions are those of "
        "`reports/holdout.parquet` on the main branch, read from git. Areas under the ROC curve are compared "
        "as DeLong does. The first model, and the champion itself, keep the promise. Where the rows cannot "
        "tell, it is broken: the champion stays.",
        why="A retraining that lost quality looks like any other. Without a comparison on the same rows, a "
        "holdout that is easier, or luck, hides it, and a good model is replaced by a worse one.",
        fix="*Worse*: look for what changed in data, features and settings. *Cannot tell*: hold out more rows; "
        "the finding says about how many it would take. *A smaller holdout*: put the split, or the rows, "
        "back. *No champion to read*: fetch the main branch, or run `modelwright run` there and commit what "
        "it writes under `reports/`. Where a worse model must replace the champion, as when a column may not "
        "be used any more, lift the promise with `[[waivers]]`, by name and with the reason. See [Against the "
        "champion](../evaluation/comparison.md).",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Evaluation.comparison": "The model against the champion and, on folds of training, against the baselines.",
    "Comparison.outcome": "`first`, `champion`, `better`, `not worse`, `worse`, `cannot tell` or `not comparable`.",
    "Comparison.fact": "Why there is no champion, or why it cannot be compared; empty otherwise.",
    "Comparison.subject": "What is predicted.",
    "Comparison.predictions": "A digest of what `reports/holdout.parquet` holds.",
    "Comparison.kept_rows": "Of how many rows that file holds predictions.",
    "Comparison.headline": "The metric that decides.",
    "Comparison.champion": "What the model was compared with; empty where there is no champion.",
    "Comparison.pairing": "On which rows; empty where nothing was compared.",
    "Comparison.margin": "By how much the headline may be behind, in its own unit.",
    "Comparison.margin_from": "What the margin was made from.",
    "Comparison.differences": "How far the model is ahead, the headline first.",
    "Comparison.tests": "Whether the two models differ at all.",
    "Comparison.rows_needed": "About how many rows could tell, where these cannot; empty where that is more than 1,000 "
    "times as many.",
    "Comparison.folds": "The headline on each fold of training.",
    "Comparison.folds_fact": "Why there is none.",
    "Subject.task": "The task.",
    "Subject.target": "The column that is predicted.",
    "Subject.positive": "The positive class of a binary task.",
    "Subject.classes": "The classes in the order of the model.",
    "Champion.branch": "The branch whose evidence it is.",
    "Champion.commit": "The commit that made it the champion.",
    "Champion.model": "The digest of the model.",
    "Pairing.rows": "How many rows both models held out and predicted.",
    "Pairing.champion_rows": "Of how many rows of the champion's holdout there are predictions.",
    "Pairing.lost": "How many of these are not held out any more.",
    "Pairing.trained_on": "How many of the lost ones the model was fitted on.",
    "Pairing.ambiguous": "Identities that stand for rows with different predictions, and were left out.",
    "Difference.metric": "The metric.",
    "Difference.estimate": "How far the model is ahead of the champion; positive is better, whatever the metric.",
    "PairedTest.test": "`DeLong` of the area under the ROC curve, `McNemar` of errors.",
    "PairedTest.p_value": "How often two equally good models would differ at least as much, by chance.",
    "PairedTest.statistic": "What was held against its distribution.",
    "PairedTest.method": "Which distribution.",
    "PairedTest.only_champion": "Rows that the champion alone gets right; of McNemar's test.",
    "PairedTest.only_model": "Rows that the model alone gets right; of McNemar's test.",
    "FoldScores.rows": "How many rows the fold has.",
    "FoldScores.model": "The headline metric of the model.",
    "FoldScores.linear": "The same of the linear baseline.",
    "FoldScores.dummy": "The same of the dummy baseline.",
}
