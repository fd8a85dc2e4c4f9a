"""The model on parts of the rows: declared ones, and the weakest that a search found."""

from modelwright.evaluation.ground import Ground
from modelwright.evaluation.metrics import METRICS
from modelwright.evaluation.slices.declared import declared
from modelwright.evaluation.slices.weakest import weakest
from modelwright.evidence.slices import Slices
from modelwright.spec.promised.slices import SlicesPromise


def measure(ground: Ground) -> Slices | None:
    """The model on parts of the rows: declared ones, and the weakest that a search found.

    Raises:
        InputError: a slice is by a column that the data do not have, or by bounds of what is no number.
    """
    promise = ground.spec.promises.slices or SlicesPromise()
    headline = ground.spec.promises.headline
    groups = tuple(declared(ground, promise)) if headline in METRICS else ()
    return Slices(headline, groups, weakest(ground, promise))
