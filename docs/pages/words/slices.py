"""The model on parts of the rows: declared ones, and the weakest that a search found."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {
    "slice-*": Words(
        key="`columns` with `behind`, or an entry of `declared`, in [`promises.slices`](spec.md#promises-slices).",
        promise="Each declared slice keeps its floor in the headline metric: its own, or one that is so far behind the "
        "whole.",
        measured="The headline metric on the holdout rows of the slice, and how far it is behind that of all holdout "
        "rows. A slice breaks its floor when it is shown to miss it: the whole interval does, at a level that holds "
        "for all parts of the column at once. Where the interval lies on both sides, or rows are fewer than "
        "`promises.slices.rows`, the verdict is *too few to tell*: it stops nothing, and is no pass. A slice by "
        "conditions that no row of the holdout meets is broken: most often its condition has a slip.",
        why="A good mean hides a group of rows that the model fails on, and these rows have somebody behind them.",
        fix="Look at the rows of the slice: are they rarer in training, measured in another way, or labelled by "
        "somebody else? More rows of it, or a feature that tells them apart, are the cure; else say in `use.limits` "
        "that the model is not for them.",
    ),
    "weakest-slice": Words(
        key="`weakest` and `times` in [`promises.slices`](spec.md#promises-slices); promised at 0.1 from the tier "
        "`limited` on.",
        promise="Nowhere does something simpler serve better: in no slice of one to three columns that is behind the "
        "rest does the model lose a share of its mean loss more than the linear baseline, or than one answer for all "
        "rows of the slice.",
        measured="Every value, or fifth of a number, of the features and of the protected and declared columns, all "
        "pairs of these, and threes within the weakest pairs. A slice is found where its mean loss is above that of "
        "the other rows (Welch), corrected for all slices that could have been found (Benjamini and Yekutieli), by "
        "sums over times or groups where the split has some. Broken when the lower end of an interval, corrected for "
        "all slices that were found, passes the bound. That a slice is hard breaks nothing: there the simple answers "
        "are bad as well.",
        why="Where one answer for everybody is better than the model, the model does harm: a feature is broken there, "
        "labels are, or training had no such rows.",
        fix="The slice names the columns. Look at how its rows are made into features, and at their labels; compare "
        "their number in training. A looser `weakest` is for models that are as simple as the baseline.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "SliceMeasured.name": "The part in words, such as `EDUCATION is 3`; the declared name of a slice by conditions.",
    "SliceMeasured.rows": "How many holdout rows are in it.",
    "SliceMeasured.value": "The headline metric on them; nothing where they are too few.",
    "SliceMeasured.behind": "How far it is behind that of the whole; positive is worse, whatever the metric.",
    "SliceMeasured.why": "Why nothing can be said of it, such as `12 rows`.",
    "SliceGroup.name": "The column, or the declared name.",
    "SliceGroup.parts": "Each value, or fifth of a number.",
    "SliceGroup.left": "How many values of the column are not looked at: fewer than five rows have them, or 200 others "
    "are commoner.",
    "WeakSlice.name": "Its conditions in words.",
    "WeakSlice.columns": "The columns of its conditions.",
    "WeakSlice.rows": "How many holdout rows are in it.",
    "WeakSlice.loss": "The mean loss of its rows.",
    "WeakSlice.times": "The same over the mean loss of all rows; its interval holds for all slices that were judged.",
    "WeakSlice.simpler": "What serves best there besides the model: the `linear` baseline, or a `guess`, one answer "
    "for all rows of the slice.",
    "WeakSlice.excess": "How much more the model loses than that, as a share of its mean loss on all rows; its "
    "interval holds for all slices that were judged.",
    "SliceSearch.loss": "What a row costs: the loss that is nearest to the headline metric.",
    "SliceSearch.whole": "The mean loss of all holdout rows.",
    "SliceSearch.columns": "The columns that were searched.",
    "SliceSearch.least": "How many rows a slice had to have.",
    "SliceSearch.looks": "How many slices could have been found, for which chance is corrected.",
    "SliceSearch.found": "How many are behind the other rows beyond chance.",
    "SliceSearch.judged": "How many of these were held against what is simpler, the weakest first.",
    "SliceSearch.weakest": "The weakest, by how far they are behind at least; of slices with much the same rows, one.",
    "SliceSearch.worst": "The one that is most surely behind what is simpler.",
    "SliceSearch.broadest": "The one where that costs most, over all its rows.",
    "SliceSearch.highest": "The one whose loss is most surely many times that of the whole.",
    "Slices.metric": "The headline metric.",
    "Slices.declared": "What the spec declares, or the protected columns where it declares none.",
    "Slices.search": "The search for the weakest; nothing where the rows are too few to search.",
}
