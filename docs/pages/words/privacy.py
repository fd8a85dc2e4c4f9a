"""How much the model tells about who was in its training rows."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {
    "membership-advantage": Words(
        key="[`promises.privacy.advantage`](spec.md#promises-privacy), 0.15 where it is left out. Mandatory at the "
        "risk tier `high`.",
        promise="Nobody can tell from the model who was in its training rows much better than by tossing a coin.",
        measured="Two attacks guess whether a row was in training: by a small loss, and by a smaller loss than that of "
        "a model that never saw the row. The advantage is the share of members that are found less the share of others "
        "that are taken for members. It is broken when the lower end of the interval passes the promise, for either "
        "attack; when only the upper end does, the rows are too few to tell.",
        why="A model that learned rows by heart tells who was among them: who had a loan, a disease, an account. That "
        "is personal data, and the model is then as hard to share as its rows.",
        fix="Regularise: larger leaves, fewer trees or neighbours of more than one, a penalty, an earlier stop. Look "
        "at the gap between training and holdout on the report. Publish labels in place of probabilities where that is "
        "enough.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Privacy.attacked": "What the members were members of. With a split by time it is a clone, so that drift is not "
    "taken for membership.",
    "Privacy.members": "How many rows that it was fitted on were asked about.",
    "Privacy.others": "How many rows that it was not fitted on were.",
    "Privacy.attacks": "Each way of guessing; none where there are too few rows.",
    "Attack.name": "What the guess goes by.",
    "Attack.auc": "How often a member looks more like one than another row does; 0.5 is a coin.",
    "Attack.advantage": "The share of members that are found less the share of others that are taken for members, with "
    "a threshold that other rows chose.",
    "Attack.found": "The share of members that are found at a threshold that takes 1 % of the others for members.",
}
