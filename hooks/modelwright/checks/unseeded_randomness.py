"""Something draws at random, and no seed is given.

## What it does

Reports what gives another result in each run:

- estimators, splitters, searches and samplers of scikit-learn and imbalanced-learn without a `random_state`, where
  they are random: `train_test_split` and `RandomForestClassifier` always, `KFold` only with `shuffle=True`,
  `LogisticRegression` only with a solver that shuffles;
- `numpy.random`, `random`, `torch` and `tf.random`, where nothing in the file seeds their global generator, and
  `default_rng()`, `RandomState()` and `Random()` without a seed;
- `.sample()` and `.shuffle()` of pandas, polars, Spark, Hugging Face and `tf.data`, `.rvs()` of SciPy, samplers and
  studies of Optuna, UMAP and Hyperopt without a seed;
- Keras models and PyTorch loops that are trained in a file that seeds nothing.

A `random_state=None` is no seed. `np.random.seed(...)` in the same file is one for scikit-learn, pandas and SciPy,
which draw from NumPy's global generator. A call whose name speaks of a seed, such as `seed_everything(42)`, is one for
everything.

Nothing is reported for `**parameters`, since the seed may be in there; for XGBoost, LightGBM and CatBoost, whose
default is a fixed seed; and for `HistGradientBoosting*` without `early_stopping=True` and others that use their seed
only where there are many rows.

## Why it matters

A number that nobody can get again cannot be compared with the next one. Half of an improvement may be another split.

## How to fix it

Give `random_state=seed`, and take the seed from the spec: `spec.split.seed`. In new code, make one `rng =
np.random.default_rng(seed)` and hand it on.

## Reference

scikit-learn, [Controlling randomness](https://scikit-learn.org/stable/common_pitfalls.html#controlling-randomness).
"""

import ast
import re
from collections.abc import Iterator

from modelwright.checks._random_by_default import (
    COMPUTED,
    GIVEN,
    NAMES,
    SEED_THEIR_ESTIMATOR,
    Conditions,
    Rule,
    rule_of,
)
from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.sources import Code, last_name

FAMILY = "reproducibility"
MENTIONS = (
    "random", "sklearn", "imblearn", "torch", "keras", "tensorflow", "optuna", "umap", "hyperopt", "shuffle",
    ".sample(", ".rvs(", "train_test_split",
)  # fmt: skip

_FAILS = {"raises", "assertRaises", "assertRaisesRegex"}
_EVERYTHING = frozenset({"numpy", "random", "tensorflow", "torch"})
_SEEDS = {
    "numpy.random.seed": "numpy",
    "random.seed": "random",
    "tensorflow.random.set_seed": "tensorflow",
    "tensorflow.set_random_seed": "tensorflow",
    "tensorflow.compat.v1.set_random_seed": "tensorflow",
    "torch.manual_seed": "torch",
    "torch.random.manual_seed": "torch",
}
_SEEDED_BY = {
    "numpy": "numpy.random.seed",
    "random": "random.seed",
    "tensorflow": "tf.random.set_seed",
    "torch": "torch.manual_seed",
}
_KERAS_MODEL = compiled(r"(?:tensorflow\.)?keras\.(?:models\.)?(?:Sequential|Model)")
_TF_DATA = compiled(r"(?:^|_)(?:ds|dataset|datasets|train_ds|data)$", re.IGNORECASE)
_WEIGHTS = compiled(r"(?:Module|Layer|Model)$")


def check(code: Code) -> Iterator[Finding]:
    """Each call that draws without a seed."""
    calls = code.nodes(ast.Call)
    seeded = _seeded(code, calls)
    libraries = {name.partition(".")[0] for name in code.imports.values()}
    excused = _excused(code, calls)
    for call in calls:
        if id(call) in excused or not _may_draw(code, call) or any(word.arg is None for word in call.keywords):
            continue
        fact = _by_name(code, call, seeded) or (
            _by_method(code, call, seeded, libraries) if isinstance(call.func, ast.Attribute) else ""
        )
        if fact:
            yield code.finding_at(call, fact)
    yield from _trained(code, calls, seeded, libraries)


def _may_draw(code: Code, call: ast.Call) -> bool:
    """A quick look at the last part of the name."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr in NAMES or function.attr in _METHODS
    return isinstance(function, ast.Name) and function.id in code.imports


def _by_name(code: Code, call: ast.Call, seeded: frozenset[str]) -> str:
    """What is wrong with a call of a function or class that is known by its name."""
    full = code.qualified(call.func) if code.is_imported(call.func) else ""
    rule = rule_of(full)
    if rule is None or not _random(rule, call) or rule.source in seeded:
        return ""
    name = full if full.startswith(("numpy.", "random.", "torch.", "tensorflow.")) else full.rpartition(".")[2]
    if not rule.seeds:
        return f"{name} draws from a generator that no {_SEEDED_BY[rule.source]} sets"
    given = _argument(call, rule)
    if given is None:
        return "" if rule.seeded else f"{name} is random, and gets no {rule.seeds[0]}"
    return f"{name} is random, and None is no {rule.seeds[0]}" if _is_none(given) else ""


def _random(rule: Rule, call: ast.Call) -> bool:
    """Whether it draws at all, as it is called."""
    if rule.unless is not None and _holds(rule.unless, call):
        return False
    return rule.when is None or _holds(rule.when, call)


def _holds(conditions: Conditions, call: ast.Call) -> bool:
    for word in call.keywords:
        values = conditions.get(word.arg or "")
        if values is None or (values is COMPUTED) == isinstance(word.value, ast.Constant):
            continue
        if not isinstance(word.value, ast.Constant):
            return True
        if word.value.value in values if values is not GIVEN else word.value.value:
            return True
    return False


def _argument(call: ast.Call, rule: Rule) -> ast.expr | None:
    named = next((word.value for word in call.keywords if word.arg in rule.seeds), None)
    if named is not None:
        return named
    if any(isinstance(one, ast.Starred) for one in call.args):
        return call.args[0]
    return call.args[rule.place] if rule.place < len(call.args) else None


def _by_method(code: Code, call: ast.Call, seeded: frozenset[str], libraries: set[str]) -> str:
    """What is wrong with a call of a method that draws, of an object whose type is guessed from how it is called."""
    method = call.func
    if not isinstance(method, ast.Attribute) or method.attr not in _METHODS:
        return ""
    root = code.qualified(method).partition(".")[0]
    if root in {"numpy", "random", "sklearn", "torch", "self"}:
        return ""  # a function of a module, or an object whose type cannot be guessed
    words = {word.arg: word.value for word in call.keywords}
    if any(name in words and not _is_none(words[name]) for name in ("random_state", "seed", "generator", "rng")):
        return ""
    what = _METHODS[method.attr](call, words, seeded, libraries)
    return f"{what} draws without a seed" if what else ""


def _sample(call: ast.Call, words: dict[str | None, ast.expr], seeded: frozenset[str], libraries: set[str]) -> str:
    if "fraction" in words and libraries & {"polars", "pyspark"}:
        return ".sample()"
    of_pandas = "frac" in words or "n" in words or (len(call.args) == 1 and _is_number(call.args[0]))
    if of_pandas and "pandas" in libraries and "numpy" not in seeded:
        return ".sample()"
    return ".sample()" if "n" in words and "polars" in libraries and "pandas" not in libraries else ""


def _shuffle(call: ast.Call, words: dict[str | None, ast.expr], seeded: frozenset[str], libraries: set[str]) -> str:
    if "tensorflow" in libraries and "tensorflow" not in seeded and (words or call.args):
        owner = call.func.value if isinstance(call.func, ast.Attribute) else call.func
        return ".shuffle()" if "buffer_size" in words or _TF_DATA.search(last_name(owner)) else ""
    return ".shuffle()" if not call.args and not words and libraries & {"datasets", "polars"} else ""


def _rvs(_: ast.Call, __: dict[str | None, ast.expr], seeded: frozenset[str], libraries: set[str]) -> str:
    return ".rvs()" if "scipy" in libraries and "numpy" not in seeded else ""


def _split(_: ast.Call, words: dict[str | None, ast.expr], __: frozenset[str], libraries: set[str]) -> str:
    shuffled = not (isinstance(of := words.get("shuffle"), ast.Constant) and of.value is False)
    return ".train_test_split()" if "datasets" in libraries and shuffled else ""


def _random_split(call: ast.Call, _: dict[str | None, ast.expr], __: frozenset[str], libraries: set[str]) -> str:
    return ".randomSplit()" if "pyspark" in libraries and len(call.args) < 2 else ""  # noqa: PLR2004 - weights, seed


_METHODS = {
    "randomSplit": _random_split,
    "rvs": _rvs,
    "sample": _sample,
    "shuffle": _shuffle,
    "train_test_split": _split,
}


def _trained(code: Code, calls: list[ast.Call], seeded: frozenset[str], libraries: set[str]) -> Iterator[Finding]:
    """Weights start at random: a file that makes a Keras model and fits it, or goes through PyTorch's loop."""
    methods = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    if libraries & {"keras", "tensorflow"} and "tensorflow" not in seeded and "fit" in methods:
        for call in calls:
            if _KERAS_MODEL.fullmatch(code.qualified(call.func)):
                yield code.finding_at(call, "a Keras model is trained from weights that no set_random_seed sets")
    if "torch" in libraries and "torch" not in seeded and "backward" in methods:
        for call in calls:
            if isinstance(call.func, ast.Attribute) and call.func.attr == "backward" and "step" in methods:
                yield code.finding_at(call, "a model is trained from weights that no torch.manual_seed sets")


def _seeded(code: Code, calls: list[ast.Call]) -> frozenset[str]:
    """The global generators that the file seeds."""
    found: set[str] = set()
    for call in calls:
        name = last_name(call.func)
        if "seed" not in name.lower():
            continue
        given = [*call.args, *(word.value for word in call.keywords)]
        full = code.qualified(call.func)
        if full in _SEEDS:
            found |= {_SEEDS[full]} if given and not _is_none(given[0]) else set()
        elif name != "SeedSequence" and not name.startswith(("get", "spawn", "generate")):
            found |= _EVERYTHING
    return frozenset(found)


def _excused(code: Code, calls: list[ast.Call]) -> set[int]:
    """Calls whose randomness is harmless: in a pause, in what must fail, and of an estimator with its owner's seed."""
    found: set[int] = set()
    for call in calls:
        name = last_name(call.func)
        if name == "sleep" or name in SEED_THEIR_ESTIMATOR:
            for argument in [*call.args, *(word.value for word in call.keywords)]:
                found |= {id(node) for node in ast.walk(argument) if isinstance(node, ast.Call)}
    for block in code.nodes(ast.With):
        # What is expected to fail gives the same in each run.
        if any(
            isinstance(one.context_expr, ast.Call) and last_name(one.context_expr.func) in _FAILS for one in block.items
        ):
            found |= {
                id(node) for statement in block.body for node in ast.walk(statement) if isinstance(node, ast.Call)
            }
    for owner in code.nodes(ast.ClassDef):
        # What a layer draws, the flow that trains it seeds.
        if any(_WEIGHTS.search(last_name(base)) for base in owner.bases):
            found |= {id(node) for node in ast.walk(owner) if isinstance(node, ast.Call)}
    if any(last_name(call.func) == "set_params" and _names_seed(call) for call in calls):
        # An estimator draws when it is fitted, and by then it has got a seed.
        found |= {id(call) for call in calls if last_name(call.func)[:1].isupper()}
    return found


def _names_seed(call: ast.Call) -> bool:
    return any(word.arg is not None and word.arg.endswith("random_state") for word in call.keywords)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int
