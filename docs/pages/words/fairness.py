"""How differently the model treats groups of a protected attribute."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {
    "fairness-*": Words(
        key="A key of [`promises.fairness`](spec.md#promises-fairness). From the tier `limited` on, where "
        "`data.protected` names a column and no other promise is made: `equal_opportunity = 0.2`, or `error_ratio = "
        "0.5` of a number.",
        promise="No two groups of a protected attribute, or of two attributes together, are treated more differently "
        "than that, by the definition of the key.",
        measured="The difference of the two groups that are furthest apart, or the ratio of the lowest to the "
        "highest, as fairlearn defines them. The largest of many differences is too large by chance alone, so the "
        "interval holds for all pairs of groups at once (Newcombe; Zou and Donner; Bonferroni), by sums over times or "
        "groups where the split has some. Broken when its better end passes the bound: two groups are shown to be too "
        "far apart. Where it lies on both sides, or a rate of a group has fewer rows than `promises.fairness.rows`, "
        "the verdict is *too few to tell*: it stops nothing, and is no pass.",
        why="A model that was never shown the attribute can still treat groups differently: other columns stand in "
        "for it. Whoever is harmed finds out first, and a regulator second.",
        fix="Ask first whether the outcome is measured alike for both groups. Then: more rows of the smaller group, "
        "features that describe it as well as the other, another threshold. Whether a difference is justified is for "
        "the people who answer for the decision, and for the law; write down who decided, under `approvals`.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "GroupTreated.name": "The group in words, such as `SEX is 2` or `AGE from 30 to below 45`.",
    "GroupTreated.rows": "How many holdout rows are in it.",
    "GroupTreated.rates": "Each rate with rows enough: `selection_rate`, `true_positive_rate`, `false_positive_rate`, "
    "`calibration` (what happened less what was predicted, on average), `error` (the share of wrong labels, or the "
    "mean absolute error); of many classes with ` of CLASS` behind it.",
    "FairnessGap.criterion": "The definition: `demographic_parity` compares selection rates, `equal_opportunity` true "
    "positive rates, `equalised_odds` these and false positive rates, `calibration` and `error` the rates of the same "
    "name.",
    "FairnessGap.difference": "The largest difference of two groups; nothing where fewer than two have rows enough.",
    "FairnessGap.ratio": "The smallest over the largest; nothing where that has no meaning.",
    "FairnessGap.rate": "The rate in which they are furthest apart.",
    "FairnessGap.highest": "The group that has the most of it.",
    "FairnessGap.lowest": "The group that has the least of it.",
    "FairnessGap.few": "The groups of which too few rows are known.",
    "FairnessOf.columns": "The attribute, or two.",
    "FairnessOf.groups": "Its groups.",
    "FairnessOf.gaps": "How far they are apart, by each definition.",
    "FairnessOf.left": "How many further groups have fewer than five rows, or are not among the fifty largest.",
    "Fairness.attributes": "Each protected attribute, then each two of them, ten of these at most.",
    "Fairness.threshold": "The score from which a row is given the positive class.",
    "Fairness.classes_left": "How many classes are not compared: only the ten commonest are.",
}
