"""How quality grows with rows, and with the settings of the model."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Learning.metric": "The headline metric.",
    "Learning.sizes": "Clones that were fitted on shares of the training rows, fewest rows first; none where these are "
    "too few.",
    "Learning.doubled": "What as many training rows again are expected to gain, by an inverse power law; positive is "
    "better.",
    "Learning.halved": "What the last doubling of the rows gained.",
    "Learning.gap": "How much better the model is on training rows than on the holdout.",
    "Learning.search": "What the trials of the training say; nothing where their evidence is of another model.",
    "Size.rows": "How many training rows each clone was fitted on.",
    "Size.clones": "How many clones, on rows that do not overlap.",
    "Size.holdout": "The mean of their headline metric on the holdout.",
    "Size.training": "The same on the rows that each was fitted on.",
    "Search.scorer": "scikit-learn's scorer; higher is better.",
    "Search.trials": "How many settings were tried.",
    "Search.last_doubling": "How much better the best of all trials is than the best of half of them, over the folds.",
    "Search.settings": "The hyperparameters that are numbers, at most four, those first that go with the score.",
    "Setting.name": "Its name.",
    "Setting.values": "The values that were tried, rising.",
    "Setting.scores": "The score of each on each fold.",
    "Setting.rank_correlation": "The rank correlation of value and mean score.",
    "Setting.best_at_edge": "Whether the best trial has the largest or smallest value of all, and scores rise "
    "that way.",
}
