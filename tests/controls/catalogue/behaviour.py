"""What a model does that nobody would, good as it is on average."""

from tests.controls.edits import all_of, fitted_as, in_spec
from tests.controls.sabotage import MEASURED, Sabotage

_BEHAVIOUR = ("behaviour",)
_QUALITY = "\n[promises.quality]\n"
_LATER = """
[promises.behaviour.direction.falls-behind]
reason = "A customer who falls two months behind is no safer for it."
set = { PAY_0 = 2 }
where = { PAY_0 = [-2, -1, 0] }
must_not = "fall"
tolerance = 0.01
"""
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
        all_of(
            in_spec((_QUALITY, _LATER + _QUALITY)),
            fitted_as("model.fit(X.assign(PAY_0=-X['PAY_0']), y)"),
        ),
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
