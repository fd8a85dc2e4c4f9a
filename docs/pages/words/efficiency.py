"""What the model costs in time, memory and size."""

from docs.pages.gate_words import Words

GATES: dict[str, Words] = {
    "cost-*": Words(
        key="[`promises.efficiency`](spec.md#promises-efficiency): `fit`, `batch`, `single`, `memory` and `size`. The "
        "tier `high` asks for generous ones where nothing is written.",
        promise="The model costs no more than its budget.",
        measured="Times are multiples of a reference workload that is timed beside the model: a decision tree of "
        "scikit-learn on 5,000 fixed rows, some 0.03 seconds. `fit`: a clone on all training rows. `batch`: 1,000 rows "
        "of a batch of 10,000. `single`: one row on its own, best of 30. `memory`: what Python and NumPy hold at most "
        "while 10,000 rows are predicted; what other libraries take by themselves is not seen. `size`: the saved "
        "model. The best run counts, for what disturbs a run never makes it shorter.",
        why="A model that is late or does not fit into its machine is not used, however good it is. Costs grow by "
        "small steps that nobody decides on.",
        fix="Read `models/efficiency.json`, which says what was measured; it is no evidence, for a clock never says "
        "the same twice. Use fewer trees or features; or promise more, and say who pays for it.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Spent.name": "`fit`, `batch`, `single`, `memory` or `size`.",
    "Spent.budget": "In times of the reference workload, or in MB.",
    "Spent.kept": "Whether the model kept it. How much it was is not here: the same inputs give the same bytes.",
    "Efficiency.size": "Of the saved model, in bytes.",
    "Efficiency.spent": "Each budget.",
}
