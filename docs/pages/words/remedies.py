"""What to do next, ranked by what it is expected to gain."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Remedies.ranked": "What could be done: what is shown to gain first, the most first; then what gains an amount "
    "that nobody can say, the least effort first; last what is not shown to gain.",
    "Remedies.label_noise": "Which labels are in doubt: of each class, or of the number.",
    "Remedy.id": "Its name, the same in every run.",
    "Remedy.what": "What could be done.",
    "Remedy.why": "The evidence for it.",
    "Remedy.effort": "`low`, `medium` or `high`: hours, days, weeks.",
    "Remedy.page": "The page of the guide about it.",
    "Remedy.metric": "The unit of the gain.",
    "Remedy.gain": "What it is expected to gain alone; positive is better, whatever the metric. Nothing where nobody "
    "can say.",
    "Remedy.share": "The gain as a share of the model's lead over the dummy baseline in the same metric.",
    "LabelNoise.label": "The class that the label names; empty for a number.",
    "LabelNoise.likely": "The class that it most often looks like.",
    "LabelNoise.estimate": "The share of labels that models which never saw the row confidently contradict; of "
    "numbers, the share that is further than five robust standard deviations from its prediction.",
    "LabelNoise.overlap": "The share that the probabilities themselves expect.",
}
