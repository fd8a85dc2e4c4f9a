"""What each feature buys, and what it costs."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {
    "features-earn-their-keep": Words(
        key="[`promises.importance.idle`](spec.md#promises-importance), half of the features where it is left out; "
        "`worth` says what is nothing. Mandatory at the risk tier `high`.",
        promise="At most that share of the features is shown to buy nothing. Twins, which say nearly the same, are "
        "counted by what they buy together.",
        measured="Each feature, and each set of twins, is scrambled among holdout rows. It buys nothing when the upper "
        "end of what the model loses by that does not pass `worth`. A feature with one value alone on the holdout is "
        "never said to buy nothing.",
        why="Each feature is a pipeline that can break, a column that somebody must guard, and a way for the world to "
        "change under the model. One that buys nothing is all risk.",
        fix="The verdict names them. Train without them and compare: scrambling says what this model uses, and another "
        "may use more. Raise `idle` only with a reason to keep them.",
    ),
    "features-worth-their-cost": Words(
        key="[`promises.importance.costs`](spec.md#promises-importance), for the features that have a price.",
        promise="No feature with a price is shown to buy less than it costs, in the unit of the headline metric.",
        measured="The upper end of what the model loses on the holdout when the feature alone is scrambled, against "
        "its cost.",
        why="Data that are bought, or that invade, must be worth it. Nobody checks again once they are in.",
        fix="Train without the feature. Where the loss is larger than it looks here, its twins did its work: then "
        "price them together.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Importance.metric": "The headline metric, in whose unit everything here is.",
    "Importance.rows": "How many holdout rows were scrambled, drawn by their hash; none where there are too few.",
    "Importance.permutations": "How often each feature was scrambled; its number is the mean.",
    "Importance.worth": "A feature that is shown to buy no more than this buys nothing.",
    "Importance.features": "Each feature, what it buys the most first.",
    "Importance.twins": "Sets of numeric features of which each two have a rank correlation of at least 0.8 or at most "
    "-0.8.",
    "Importance.idle": "Features that buy nothing, and whose twins buy nothing with them.",
    "Importance.without_idle": "What the model loses when all of these are scrambled together.",
    "Importance.proxies": "How well the features tell each protected column.",
    "FeatureImportance.feature": "Its name.",
    "FeatureImportance.estimate": "How much worse the headline metric gets when it is scrambled; positive where it "
    "helps.",
    "FeatureImportance.buys_nothing": "Whether the upper end of that does not pass `worth`.",
    "FeatureImportance.missing": "The share of training rows in which it is missing.",
    "FeatureImportance.columns": "How many columns it becomes when each of its names has one; a number is one.",
    "FeatureImportance.twins": "The features that say nearly the same.",
    "FeatureImportance.cost": "What the spec says that it costs.",
    "FeatureImportance.worth_its_cost": "False where it is shown to buy less than it costs.",
    "FeatureImportance.constant": "Whether the holdout has one value of it alone, so that nothing can be said.",
    "TwinImportance.features": "Their names.",
    "TwinImportance.estimate": "How much worse the headline metric gets when they are scrambled together.",
    "TwinImportance.buys_nothing": "Whether the upper end of that does not pass `worth`.",
    "Proxy.column": "The protected column.",
    "Proxy.measure": "Balanced accuracy for a column of at most ten values, R2 for other numbers.",
    "Proxy.nothing": "What the measure is when the features tell nothing.",
    "Proxy.estimate": "What a small tree that was fitted on training rows reaches on the holdout.",
    "Proxy.strongest": "The feature that the tree uses most.",
}
