"""How far predictions of one model may differ."""

from collections.abc import Iterator

from modelwright.evaluation.tiers import is_asked
from modelwright.evaluation.verdict import Verdict
from modelwright.evidence import Evaluation
from modelwright.evidence.reproducibility import Seeds, Way
from modelwright.spec import Spec
from modelwright.spec.promised.reproducibility import ReproducibilityPromise

_NEVER = "not measured"
_WAYS = {
    "saved": "saved and loaded again",
    "shuffled": "asked in another order",
    "single": "asked one row at a time",
    "json": "asked with rows that went through JSON",
    "online": "asked through the online service",
    "onnx": "asked as ONNX",
}


def asked(spec: Spec) -> list[str]:
    """The gates of this theme that the spec asks for, in the order of their verdicts."""
    if not is_asked(spec, "reproducibility"):
        return []
    return ["seeds-set", *(f"agrees-{way}" for way in _tolerances(spec))]


def verdicts(spec: Spec, evaluation: Evaluation) -> Iterator[Verdict]:
    """Hold what was measured against what is promised."""
    if not is_asked(spec, "reproducibility"):
        return
    found = evaluation.reproducibility
    yield _seeds(spec, found.seeds if found else None)
    measured = {way.name: way for way in found.ways} if found else {}
    for name, tolerance in _tolerances(spec).items():
        yield _agrees(spec, name, measured.get(name), tolerance)


def _tolerances(spec: Spec) -> dict[str, float]:
    promise = spec.promises.reproducibility or ReproducibilityPromise()
    ways = ["saved", "shuffled", "single", "json", *(["online"] if spec.model.serving == "online" else [])]
    onnx = {} if promise.onnx is None else {"onnx": promise.onnx}
    return dict.fromkeys(ways, promise.tolerance) | onnx


def _seeds(spec: Spec, seeds: Seeds | None) -> Verdict:
    tolerance = (spec.promises.reproducibility or ReproducibilityPromise()).tolerance
    promised = "whatever the model draws, it draws by the seed of the spec"
    words, kept = _NEVER, False
    if seeds is not None:
        kept = seeds.deviation <= tolerance
        words = f"{seeds.set} seed{'' if seeds.set == 1 else 's'} set, and none left out"
        if seeds.unset:
            effect = f"with another seed, predictions differ by {seeds.deviation:.2g}"
            words = f"{', '.join(seeds.unset)} not set, and {'nothing is drawn by it' if kept else effect}"
    return Verdict("seeds-set", promised, words, kept, ("split", "seed"))


def _agrees(spec: Spec, name: str, way: Way | None, tolerance: float) -> Verdict:
    words, kept = _NEVER, False
    if way is not None and way.deviation is None:
        words = f"{_WAYS[name]}, the model gives no answer: {way.why_not}"
    elif way is not None and way.deviation is not None:
        kept = way.deviation <= tolerance
        words = f"{_WAYS[name]}, the model predicts {way.rows:,} rows within {way.deviation:.2g} of itself"
    table = spec.promises.reproducibility
    keys = ("promises", "reproducibility", "onnx" if name == "onnx" else "tolerance") if table else ("model",)
    return Verdict(f"agrees-{name}", f"at most {tolerance:g}", words, kept, keys)
