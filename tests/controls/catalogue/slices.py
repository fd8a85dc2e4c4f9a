"""What goes wrong on a part of the rows alone."""

from tests.controls.edits import fitted_as
from tests.controls.sabotage import Sabotage

SABOTAGES = (
    Sabotage(
        "One slice is broken",
        "The labels of one branch were coded the other way round in the months that the model learned from.",
        "weakest-slice",
        fitted_as('model.fit(X, y.where(X["EDUCATION"] != 3, 1 - y))'),
        themes=("slices",),
    ),
)
