"""What the model does with cases that are written down."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {
    "behaviour-*": Words(
        key="[`promises.behaviour`](spec.md#promises-behaviour), one table for each case, named as its gate.",
        promise="The model does with the case what anybody who knows the field expects.",
        measured="Of an invariance and a direction, the share of changed holdout rows whose prediction behaves, in "
        "[`reports/evaluation.json`](evidence.md#case): at most `rows` of them, drawn by the seed, without those that "
        "the change leaves as they are. Kept where the lower end of the interval (Wilson; of rows that come in blocks, "
        "with their effective number) reaches `share`; broken where even the upper end misses it; undecided between. A "
        "case that changes no row, or that the model refuses, is broken. Of a case written out, the prediction.",
        why="A model may be good on average and still call a customer safer who pays later. Nobody who uses it will "
        "believe it again, and where it has learned something absurd it will fail first when the world moves.",
        fix="Look at how far the worst row goes astray. Steps of a few thousandths are how trees are, and `tolerance` "
        "is for them. Where the effect is beyond doubt, let the model obey it: `monotonic_cst` of gradient boosting "
        "costs little. Where the column only stands in for another one, change both in the case. See "
        "[Behaviour](../evaluation/behaviour.md).",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Behaviour.rows": "At most so many holdout rows were changed for a case; the seed and the case's name draw them.",
    "Behaviour.cases": "What the model does with each case: invariances, then directions, then those written out.",
    "Case.name": "The name of the case, and of its gate after `behaviour-`.",
    "Case.kind": "`invariance`: predictions must stay; `direction`: they must not go one way; `minimum`: a case that "
    "is written out.",
    "Case.share": "Of the rows that the change moved, the share whose prediction behaves; nothing where no row is "
    "moved, or the case is written out.",
    "Case.worst": "How far the worst prediction goes where it must not: a probability, or the unit of the target.",
    "Case.not_finite": "How many predictions are not finite numbers. Such a row does not behave.",
    "Case.refused": "The type of the error that the model raised for the rows; empty where it raised none.",
    "Case.prediction": "Of a case that is written out: the predicted number, or the probability of the positive class, "
    "or of the class that must be predicted.",
    "Case.label": "Of a case that is written out, with many classes: the class that is predicted.",
}
