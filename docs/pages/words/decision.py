"""What decisions with the model are worth."""

from docs.pages.gate_words import Words

GATES = {
    "decision-value": Words(
        key="[`promises.decision`](spec.md#promises-decision): what outcomes are worth, and `at_least`.",
        promise="1,000 decisions with the model are worth more than those of today, by at least so much.",
        measured="The value on the holdout at the threshold of validation data, minus that of the present policy "
        "on the same rows. The lower end of the interval counts.",
        why="A model can rank well and lose money: the costs decide which mistakes matter.",
        fix="Check the costs with those who pay them. Then look at threshold, capacity and slices that lose.",
    ),
    "decision-threshold": Words(
        key="[`promises.decision.threshold`](spec.md#promises-decision), where the spec or the code fixes one.",
        promise="The threshold is that which validation data choose, or as good.",
        measured="What the fixed threshold loses on out-of-fold predictions of training rows against the best one, "
        "and whether it is the best of the holdout.",
        why="A threshold that was tuned on the holdout makes the holdout look better than production will be.",
        fix="Leave the threshold out, and validation data choose it; or fix the one that the evidence names.",
    ),
}

# Keys are `Record.field`.
FIELDS = {
    "Stake.name": "The outcome.",
    "Stake.value": "What it is worth.",
    "Stake.more": "How many more of them the model has than today's policy, among 1,000.",
    "Stake.break_even": "The value at which both would be worth the same.",
    "Mistaken.name": "The outcome whose value is wrong.",
    "Mistaken.factor": "By which factor.",
    "Mistaken.value": "What 1,000 decisions are then worth more than today's.",
    "Mistaken.survives": "Whether the model is still worth more.",
    "Chosen.threshold": "The best threshold on validation data.",
    "Chosen.low": "The lowest one that is as good.",
    "Chosen.high": "The highest one that is as good.",
    "Chosen.rows": "How many validation rows chose it.",
    "Found.threshold": "The threshold that is fixed.",
    "Found.where": "Where it is written.",
    "Found.loss": "What it loses on validation data against the best.",
    "Found.best_on_holdout": "Whether it is the best of the holdout.",
    "Decision.currency": "What is counted.",
    "Decision.present": "The policy of today, in words.",
    "Decision.rule": "How the model decides, in words.",
    "Decision.value": "What 1,000 decisions are worth more than today's.",
    "Decision.alone": "What they are worth by themselves.",
    "Decision.threshold": "The probability from which is acted.",
    "Decision.acted": "The share of cases that is acted on.",
    "Decision.acted_today": "The share that is acted on today.",
    "Decision.chosen": "What validation data chose.",
    "Decision.fixed": "The threshold that is fixed, where one is.",
    "Decision.stakes": "Each outcome.",
    "Decision.mistaken": "The same with each value halved and doubled.",
    "Decision.curve": "Value against threshold, on validation data.",
}
