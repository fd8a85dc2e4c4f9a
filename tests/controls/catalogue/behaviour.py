"""What a model does that nobody would, good as it is on average."""

from tests.controls.edits import fitted_as, in_spec
from tests.controls.sabotage import MEASURED, Sabotage

_BEHAVIOUR = ("behaviour",)
_QUALITY = "\n[promises.quality]\n"
_WINDLESS = """
[promises.behaviour.invariance.wind-for-rain]
reason = "Somebody believes that the hour does not matter."
shuffle = ["hr"]
at_most = 20
"""

SABOTAGES = (
    Sabotage(
        "The model rewards customers who pay late",
        "Two codes of the payment status were mixed up before training.",
        "behaviour-falls-behind",
        fitted_as("model.fit(X.assign(PAY_0=-X['PAY_0']), y)"),
        themes=_BEHAVIOUR,
    ),
    Sabotage(
        "Something that must not matter does",
        "A column was taken for noise, and nobody looked.",
        "behaviour-wind-for-rain",
        in_spec((_QUALITY, _WINDLESS + _QUALITY)),
        MEASURED,
        "regression",
        themes=_BEHAVIOUR,
    ),
)
