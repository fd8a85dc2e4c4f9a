"""What goes wrong with promises, and with who may change them."""

from tests.controls.edits import in_file, in_spec, write
from tests.controls.sabotage import CHECKED, JUDGED, Sabotage

_OLD_WAIVER = """\
[[waivers]]
lifts = "large-file"
reason = "The rows move to the object store."
approver = "Ada Example"
expires = 2020-01-01
"""

SABOTAGES = (
    Sabotage(
        "A promise is lowered until it is kept",
        "The release is due on Friday.",
        "promise-weakened",
        in_spec(("roc_auc = { at_least = 0.74 }", "roc_auc = { at_least = 0.5 }")),
        CHECKED,
    ),
    Sabotage(
        "A promise is higher than the model can keep",
        "The owner asks for more than there is.",
        "quality-roc-auc",
        in_spec(("roc_auc = { at_least = 0.74 }", "roc_auc = { at_least = 0.95 }")),
        JUDGED,
    ),
    Sabotage(
        "The risk tier is lowered",
        "A lower tier asks for less.",
        "promise-weakened",
        in_spec(('risk = "limited"', 'risk = "minimal"')),
        CHECKED,
    ),
    Sabotage(
        "The holdout is made smaller, to hide noise in fewer rows",
        "A smaller holdout is drawn until the number looks good.",
        "promise-weakened",
        in_spec(("holdout = 0.2", "holdout = 0.05")),
        CHECKED,
    ),
    Sabotage(
        "A waiver has run out",
        "It was for two weeks, and that was in spring.",
        "waiver-expired",
        in_spec(("[promises]\n", f"{_OLD_WAIVER}\n[promises]\n")),
        CHECKED,
    ),
    Sabotage(
        "A gate is skipped",
        "It fails, and only on this branch.",
        "gate-disabled",
        in_file(
            "tests/evaluation/test_gates.py",
            ("@pytest.mark.parametrize", "@pytest.mark.skip\n@pytest.mark.parametrize"),
        ),
        CHECKED,
    ),
    Sabotage(
        "A failed run is swallowed",
        "The nightly build was red for weeks.",
        "gate-disabled",
        write("Makefile", "test:\n\tpytest || true\n"),
        CHECKED,
    ),
    Sabotage(
        "A file of the standard is edited",
        "One hook was slow.",
        "standard-edited",
        in_file(".pre-commit-config.yaml", ("repos:", "fail_fast: true\nrepos:")),
        CHECKED,
    ),
)
