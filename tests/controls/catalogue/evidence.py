"""What goes wrong with evidence: it is another model's, or was helped along."""

from tests.controls.edits import in_code, in_file, in_spec
from tests.controls.sabotage import CHECKED, JUDGED, Sabotage

SABOTAGES = (
    Sabotage(
        "The evidence is of another commit's code",
        "The model was changed after it was measured.",
        "evidence-current",
        in_code("model.py", ("max_iter=60", "max_iter=61")),
        JUDGED,
    ),
    Sabotage(
        "The evidence is of another split",
        "Another seed gave a nicer number.",
        "evidence-current",
        in_spec(("seed = 7", "seed = 8")),
        JUDGED,
    ),
    Sabotage(
        "The evidence is edited by hand",
        "Two digits were swapped, in the right direction.",
        "evidence-edited",
        in_file("reports/evaluation.json", ('"metric": "roc_auc",', '"metric": "roc_auc",\n      "note": "good",')),
        CHECKED,
    ),
)
