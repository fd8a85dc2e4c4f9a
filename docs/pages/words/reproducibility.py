"""Whether the same model gives the same predictions, in every way in which it is asked."""

from docs.pages.gate_words import Words

_TOLERANCE = (
    "[`promises.reproducibility.tolerance`](spec.md#promises-reproducibility), 0.000001 where it is not written."
)

GATES: dict[str, Words] = {
    "seeds-set": Words(
        key="Nowhere: it is always promised. [`split.seed`](spec.md#split) is the seed.",
        promise="Whatever the model draws, it draws by the seed of the spec.",
        measured="Every `random_state` of the model and of its parts. Where some are not set, the model is fitted with "
        "two seeds on all training rows, and the predictions are compared: a parameter that draws nothing harms "
        "nobody.",
        why="A model that comes out otherwise each time cannot be made again, compared or defended; and whoever trains "
        "until it looks good has tuned on luck.",
        fix="Hand the seed that `build_model` is given to each step that the finding names: `random_state=seed`.",
    ),
    "agrees-*": Words(
        key=f"{_TOLERANCE} For ONNX, [`promises.reproducibility.onnx`](spec.md#promises-reproducibility).",
        promise="However the model is asked, it says the same of the same row.",
        measured="500 rows of the holdout, asked all at once, against the same rows: `saved`, a clone that is written "
        "and loaded by the package's own `load_model`; `shuffled`, in another order; `single`, 20 rows one at a time; "
        "`json`, as they come through JSON, with whole numbers as 2 and as 2.0; `online`, through the route `/predict` "
        "of `serve.py`, where the spec serves online; `onnx`, by ONNX Runtime from `models/model.onnx`, where the spec "
        "promises it. The largest difference counts: of a probability, or as a share of the spread of numbers.",
        why="What was measured is the model on all rows at once. Production asks for one row, from a file, over HTTP. "
        "Where that is another answer, every number of the report is about something else.",
        fix="A model that differs `single` or `shuffled` computes something over its batch: move it into a step that "
        "is fitted. One that differs as `json` or `online` takes types for values: turn columns into their types "
        "first. One that differs `saved` holds something that is not saved.",
    ),
}

# Keys are `Record.field`.
FIELDS: dict[str, str] = {
    "Way.name": "`saved`, `shuffled`, `single`, `json`, `online` or `onnx`.",
    "Way.rows": "How many rows were compared.",
    "Way.deviation": "The largest difference: of a probability, or as a share of the spread of numbers. Nothing where "
    "the model gave no answer.",
    "Way.why_not": "Why it gave none.",
    "Seeds.set": "How many seeds of the model are set.",
    "Seeds.unset": "Those that are not.",
    "Seeds.deviation": "How far predictions are apart when these get one seed and another.",
    "Reproducibility.seeds": "Whether all that is drawn is seeded.",
    "Reproducibility.same_bytes": "Whether a clone that was fitted again is the same file.",
    "Reproducibility.ways": "Each way of asking.",
}
