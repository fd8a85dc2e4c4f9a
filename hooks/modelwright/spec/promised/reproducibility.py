"""How far predictions of one model may differ."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from modelwright.spec.base import Contradiction, Table

if TYPE_CHECKING:
    from modelwright.spec.tables import Spec

Tolerance = Annotated[float, Meta(ge=0, le=0.1)]


class ReproducibilityPromise(Table, frozen=True):
    """How far predictions of one model may differ."""

    tolerance: Annotated[
        Tolerance,
        Meta(
            description="How far predictions of the same rows may be apart: of a probability, or as a share of the "
            "spread of predicted numbers."
        ),
    ] = 1e-6
    onnx: Annotated[
        Tolerance | None,
        Meta(
            description="How far `models/model.onnx` may be from the model, which is written in shorter numbers; "
            "`1e-4` is usual. Where it is written, the file must be there."
        ),
    ] = None


def contradictions(_spec: "Spec") -> Iterator[Contradiction]:
    """What types alone cannot say of these keys."""
    yield from ()
