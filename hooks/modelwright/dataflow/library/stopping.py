"""What decides when training ends: callbacks, and the rows that they watch."""

from collections.abc import Iterator

from modelwright.dataflow.request import Request
from modelwright.dataflow.values import Value, flat

STOPPERS = {"EarlyStopping", "ModelCheckpoint", "early_stopping", "ReduceLROnPlateau"}
_VALIDATION = ("eval_set", "validation_data", "valid_sets", "evals", "val_data", "eval_dataset", "X_val")


def held_out(request: Request) -> Iterator[Value]:
    for name in _VALIDATION:
        value = request.keywords.get(name)
        if value is None:
            continue
        items = value.items or []
        several = name == "valid_sets" or all(one.items is not None for one in items)
        parts = items if items and several else [value]
        # `eval_set=[(X_train, y_train), (X_test, y_test)]`: the last one decides.
        yield flat(parts[-1])


def stops_early(request: Request) -> bool:
    if any(name in request.keywords for name in ("early_stopping_rounds", "early_stopping_round", "od_wait")):
        return True
    callbacks = request.keywords.get("callbacks")
    return callbacks is not None and any(
        str(one.constant).removeprefix("callback ") in STOPPERS for one in [callbacks, *callbacks.elements()]
    )
