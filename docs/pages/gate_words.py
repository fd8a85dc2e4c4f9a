"""What a gate promises, measures and asks for, in words: the gates themselves know facts only.

A gate that exists once for each metric or baseline is one entry, with a `*` where the name stands.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """What a reader of a broken promise wants to know.

    Args:
        key: where the promise is written.
        promise: what is promised.
        measured: what is compared with it.
        why: what goes wrong in production without it.
        fix: what to do when it is broken; the honest cure first, lowering the promise last.
    """

    key: str
    promise: str
    measured: str
    why: str
    fix: str


GATES = {
    "evidence-current": Words(
        key="Nowhere: it is always promised.",
        promise="The evidence was measured on these data, this spec, this code and this model.",
        measured="The [fingerprints](evidence.md#fingerprints) in the evidence against those of the files as they are "
        "now, and the digest of the model that was evaluated against `models/model.skops`, where the file is there.",
        why="A good result that belongs to an older model is the easiest way to ship a bad one.",
        fix="Run `modelwright run` and commit what it writes under `reports/`.",
    ),
    "data-expectations": Words(
        key="The suite that [`data.expectations`](spec.md#data) names.",
        promise="The data meet every expectation of the severity `critical`.",
        measured="The results in [`reports/validation.json`](evidence.md#validation). A warning does not break it.",
        why="Missing values, a changed unit or a renamed category do not stop a model. They make it wrong in silence.",
        fix="Read the findings of `modelwright validate`: each names the column, how many rows break the expectation, "
        "and why it is expected. Mend the data at their source. Where the world has changed and the data are right, "
        "change the expectation and its reason, and say so in the pull request.",
    ),
    "data-challenge": Words(
        key="The risk tier, [`model.risk`](spec.md#model): 70 % for `minimal`, 80 % for `limited`, 90 % for `high`. "
        "[`promises.mutation_score`](spec.md#promises) may ask for more, and not for less.",
        promise="The suite notices that share of what can go wrong with the data.",
        measured="The mutation score in [`reports/challenge.json`](evidence.md#challenge): the rows are corrupted in "
        "every way that production does, one at a time, and each is held against the suite. It is noticed where an "
        "expectation breaks.",
        why="A suite that nothing breaks says `met` whatever happens. Nobody finds out before the model is wrong.",
        fix="Read the page *Data* of the site, or run `modelwright validate --challenge`: for each corruption that "
        "went unnoticed, it names the expectation that would notice it. `modelwright validate --propose` writes most "
        "of them.",
    ),
    "holdout-untouched": Words(
        key="Nowhere: it is always promised. [`split`](spec.md#split) says which rows are held out.",
        promise="No row of the holdout was used to fit the model.",
        measured="The identities of the rows that the model was fitted on, kept beside the model, against those of the "
        "holdout. A row is identified by a hash of its keys, or of all its values where the spec names no key.",
        why="A model that has seen the rows it is measured on looks better than it is, and nobody can say by how much.",
        fix="Split first in `train.py`, and hand only training rows to anything that learns: the model, the search "
        "and every transformer that is fitted. Keys that do not identify a row also break this promise.",
    ),
    "holdout-overlap": Words(
        key="[`promises.overlap`](spec.md#promises), 1 % where it is not written.",
        promise="Hardly any row of the holdout has a twin in training: an equal row, or a near-duplicate. Of groups "
        "that are kept together, none has rows on both sides.",
        measured="Rows are compared in the features, the protected columns and the target; keys and times differ "
        "between copies. Two rows are near-duplicates where their names differ in case, spaces and form of letters "
        "only, and their numbers by at most 3 % of the column's spread.",
        why="A model recalls a row that it has seen under another key. It looks better than it is, and hashing keys, "
        "which keeps rows apart, cannot see it.",
        fix="Find out why rows are there twice: a file that was loaded two times, a customer with two accounts. Drop "
        "the copies at the source, or name what they share under [`split.group`](spec.md#split). Where equal rows are "
        "no copies, as in data of few and coarse columns, promise a larger share and write down why.",
    ),
    "k-anonymity": Words(
        key="[`data.k_anonymity`](spec.md#data).",
        promise="Rows that look alike come in groups of at least so many.",
        measured="The smallest group of rows that are equal in all `data.quasi_identifiers`, in the file that is "
        "validated. Missing values are alike.",
        why="Whoever knows somebody's age, sex and place finds that person's row where no other looks like it. What is "
        "committed and shared is published.",
        fix="Make the quasi-identifiers coarser, such as years of birth in place of days; or leave rows of small "
        "groups out of the file that is committed.",
    ),
    "l-diversity": Words(
        key="[`data.l_diversity`](spec.md#data).",
        promise="Rows that look alike have at least so many different values of the target.",
        measured="The group of rows, equal in all `data.quasi_identifiers`, with the fewest values of the target.",
        why="Where all rows of a group have the same outcome, nobody needs to know which of them is a person's to know "
        "that person's outcome.",
        fix="As for `k-anonymity`.",
    ),
    "leak-target-feature": Words(
        key="[`data.leaking`](spec.md#data).",
        promise="No feature is a column that the spec declares as leaking.",
        measured="The features of the spec against `data.leaking`. The check of the same name says it at commit.",
        why="A column that is only known once the outcome is makes every measurement worthless.",
        fix="Remove the column from `features`; or, where it is known in time after all, from `data.leaking`, and "
        "write down why in `docs/decisions/`.",
    ),
    "model-reproduced": Words(
        key="Nowhere: it is always promised.",
        promise="The same settings, fitted again on the training rows alone, give the same predictions.",
        measured="The largest difference on the holdout between the trained model and a clone of it that the "
        "evaluation fits itself. At most 0.000001; for a number, as a share of the spread of the predictions.",
        why="A model that was fitted on other rows than it says, holdout rows among them, passes every other gate. And "
        "a model that nobody can make again cannot be explained, mended or defended.",
        fix="Fit the final model on exactly the training rows that `split` gives, all of them, with their own targets. "
        "Give every step that draws random numbers the seed of the spec.",
    ),
    "single-feature-leak": Words(
        key="[`promises.single_feature`](spec.md#promises), 0.95 where it is not written.",
        promise="No feature explains the target that well alone.",
        measured="A small tree on one feature at a time, cross-validated on at most 4,000 training rows: ROC AUC for "
        "two classes, balanced accuracy for many, R² for a number.",
        why="A column that alone knows the answer is mostly filled in after the outcome. In production it is empty.",
        fix="Ask where the column comes from and when it is known. If it is only known once the outcome is, list it "
        "under [`data.leaking`](spec.md#data) and take it out of the features. If it is honest, raise the bound and "
        "write down why under `docs/decisions/`.",
    ),
    "quality-*": Words(
        key="[`promises.quality`](spec.md#promises-quality), one line for each metric.",
        promise="The metric on the holdout is at least, or at most, the bound.",
        measured="The end of the interval that is nearer to the bound, not the number itself: the lower end of "
        "`at_least`, the upper end of `at_most`. A promise is kept when the data are enough to say so.",
        why="A number without an interval passes or fails by luck, most of all on a small holdout.",
        fix="Look at the interval. If the number itself misses the bound, the model is not good enough: look at the "
        "data, the features and the search. If only the interval crosses it, the holdout is too small to promise that "
        "much: hold out more rows, or gather more. Lower the bound only with the owner's consent: it is a promise.",
    ),
    "beats-*": Words(
        key="[`promises.margins`](spec.md#promises-margins), one for each baseline.",
        promise="The headline metric is ahead of the baseline by more than the margin, in the metric's own unit.",
        measured="The difference on the same holdout rows; the lower end of its interval must be above the margin. "
        "Model and baseline are measured on the same draws, so what is common to both cancels out.",
        why="A model that is no better than a simple one costs more to run, to explain and to keep.",
        fix="Look at [the metrics](evidence.md#evaluation) of the baselines beside the model's. If the model is worse "
        "than it was, look for what changed in the data and in the code. If the baseline is as good, serve it: that "
        "is a result, not a failure.",
    ),
}
