"""Loading this file can run code that somebody put into it.

## What it does

Reports calls that may run code that is hidden in what they load:

- `pickle`, `cloudpickle`, `dill`, `joblib`, `marshal`, `shelve`, `jsonpickle` and `pandas.read_pickle`;
- `torch.load` without `weights_only=True`, and `torch.hub.load`;
- `numpy.load(allow_pickle=True)`;
- Keras with `safe_mode=False`, or with unsafe deserialisation switched on;
- `trust_remote_code=True`, in code and in YAML;
- `yaml.load` without a safe loader;
- `skops.io.load` that trusts all that the file itself asks for: `trusted=True`, or the answer of `get_untrusted_types`
  handed on unread;
- `mlflow.pyfunc.load_model` and `mlflow.pytorch.load_model`: such models are code and pickles by design.

`torch.load` only loads weights by default since version 2.6. The line does not say which version will run it, so write
the argument. What the same file has made with `dumps`, or holds as bytes, is let be, as is an `Unpickler` of your own
that decides which classes it finds. Flavours of MLflow with a format of their own, such as `mlflow.sklearn` with skops,
are let be too.

## Why it matters

A pickle is a program. Whoever can write to the bucket, the cache or the pull request of the model file runs code with
the rights of whoever loads it: in CI, on a laptop with credentials, in production.

## How to fix it

Keep scikit-learn models with skops, and load them with a list of types that somebody has read: `skops.io.load(path,
trusted=TRUSTED_TYPES)`. Keep weights as safetensors, arrays as `.npz` without objects, tables as Parquet, settings as
JSON or with `yaml.safe_load`. Where a pickle cannot be avoided, verify its digest before loading, and say so in an
allowance.

## Reference

Python, [pickle](https://docs.python.org/3/library/pickle.html), the warning at the top; CWE-502, deserialisation of
untrusted data.
"""

import ast
import re
from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.patterns import compiled
from modelwright.sources import Code, Yaml, last_name

FAMILY = "reproducibility"
MENTIONS = (
    "pickle", "dill", "joblib", "marshal", "shelve", "torch", "allow_pickle", "trust_remote_code", "safe_mode", "yaml",
    "skops", "mlflow", "unsafe_deserialization",
)  # fmt: skip

_UNPICKLES = "{} unpickles, which runs what the file says"
# Full names of what always runs code, and the fact.
_ALWAYS = {
    **{
        f"{module}.{name}": _UNPICKLES
        for module in ("pickle", "_pickle", "cPickle", "cloudpickle", "dill", "six.moves.cPickle")
        for name in ("load", "loads", "Unpickler")
    },
    **dict.fromkeys(
        (
            "joblib.load", "sklearn.externals.joblib.load", "pandas.read_pickle", "shelve.open", "dill.load_module",
            "dill.load_session", "jsonpickle.decode", "mlflow.pytorch.load_model",
        ),
        _UNPICKLES,
    ),
    **dict.fromkeys(("marshal.load", "marshal.loads"), "{} reads code objects from a file that may be forged"),
    **dict.fromkeys(
        ("yaml.unsafe_load", "yaml.unsafe_load_all"), "{} makes any Python object that the file asks for"
    ),
    "keras.config.enable_unsafe_deserialization": "{} lets a model file bring code of its own",
    "mlflow.pyfunc.load_model": "{} runs code that comes with the model",
    "mlflow.pyfunc.spark_udf": "{} runs code that comes with the model",
    "torch.hub.load": "{} runs code of the repository that it fetches",
}  # fmt: skip
_UNSAFE_LOADERS = {"Loader", "CLoader", "UnsafeLoader", "CUnsafeLoader"}
_NAMES = {name.rpartition(".")[2] for name in _ALWAYS} | {"load", "load_all", "YAML"}
_REMOTE_CODE = compiled(r"^[ \t-]*trust_remote_code[ \t]*:[ \t]*['\"]?(?:true|yes|on)\b", re.IGNORECASE | re.MULTILINE)
_TRUSTS = "trust_remote_code=True runs code that comes with the model"


def check(file: Code | Yaml) -> Iterator[Finding]:
    """Each call that may run what it loads."""
    if isinstance(file, Yaml):
        for match in _REMOTE_CODE.finditer(file.text):
            yield file.at(match, _TRUSTS)
    if not isinstance(file, Code):
        return
    for call in file.nodes(ast.Call):
        if fact := _flagged(call) or _named(file, call):
            yield file.finding_at(call, fact)
    for mapping in file.nodes(ast.Dict):
        for key, value in zip(mapping.keys, mapping.values, strict=True):
            if isinstance(key, ast.Constant) and key.value == "trust_remote_code" and _is(value, True):
                yield file.finding_at(value, _TRUSTS)


def _flagged(call: ast.Call) -> str:
    """The fact where an argument alone says that code may run, whatever is called."""
    for word in call.keywords:
        if word.arg == "trust_remote_code" and _is(word.value, True):
            return _TRUSTS
        if word.arg == "allow_pickle" and _is(word.value, True) and last_name(call.func) in {"load", "read_array"}:
            return "allow_pickle=True unpickles, which runs what the file says"
        if word.arg == "safe_mode" and _is(word.value, False) and "load" in last_name(call.func):
            return "safe_mode=False lets a model file bring code of its own"
    return ""


def _named(code: Code, call: ast.Call) -> str:
    """The fact where the function that is called is known to run code."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr not in _NAMES:
        return ""
    full = code.qualified(function).removeprefix("tensorflow.") if code.is_imported(function) else ""
    if full in _ALWAYS:
        return "" if call.args and _is_dumped(code, call.args[0]) else _ALWAYS[full].format(full)
    return _SPECIAL[full](code, call) if full in _SPECIAL else ""


def _torch_load(_: Code, call: ast.Call) -> str:
    given = _word(call, "weights_only")
    if given is None and not any(word.arg is None for word in call.keywords):
        return "torch.load does not say weights_only=True, and unpickles before version 2.6"
    return "torch.load with weights_only=False unpickles, which runs what the file says" if _is(given, False) else ""


def _yaml_load(code: Code, call: ast.Call) -> str:
    loader = _word(call, "Loader") or (call.args[1] if len(call.args) > 1 else None)
    if loader is None:
        return "" if any(word.arg is None for word in call.keywords) else "yaml.load names no safe loader"
    full = code.qualified(loader)
    unsafe = full.startswith("yaml.") and full.rpartition(".")[2] in _UNSAFE_LOADERS
    return f"{full} makes any Python object that the file asks for" if unsafe else ""


def _ruamel(_: Code, call: ast.Call) -> str:
    kind = _word(call, "typ") or (call.args[0] if call.args else None)
    return "YAML of type 'unsafe' makes any Python object that the file asks for" if _is(kind, "unsafe") else ""


def _skops(code: Code, call: ast.Call) -> str:
    trusted = _word(call, "trusted") or (call.args[1] if len(call.args) > 1 else None)
    if _is(trusted, True):
        return "trusted=True trusts every type that the file names"
    asked = _value(code, trusted)
    unread = not isinstance(trusted, ast.Name) or sum(name.id == trusted.id for name in code.nodes(ast.Name)) == _TWICE
    if isinstance(asked, ast.Call) and last_name(asked.func) == "get_untrusted_types" and unread:
        return "trusts every type that the file names: get_untrusted_types is asked, and nobody reads the answer"
    return ""


_SPECIAL = {
    "torch.load": _torch_load,
    "yaml.load": _yaml_load,
    "yaml.load_all": _yaml_load,
    "ruamel.yaml.YAML": _ruamel,
    "skops.io.load": _skops,
    "skops.io.loads": _skops,
}
_NAMES |= {name.rpartition(".")[2] for name in _SPECIAL}


# A name that is bound, handed on, and looked at nowhere else.
_TWICE = 2


def _is_dumped(code: Code, node: ast.expr) -> bool:
    """Whether it was pickled by this very file, or is written in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, bytes):
        return True
    made = _value(code, node)
    return isinstance(made, ast.Call) and last_name(made.func) == "dumps"


def _value(code: Code, node: ast.expr | None) -> ast.expr | None:
    """What a name was last bound to above its use; anything else stands for itself."""
    if not isinstance(node, ast.Name):
        return node
    bound = [
        one
        for one in code.nodes(ast.Assign)
        if one.lineno <= node.lineno
        and any(isinstance(target, ast.Name) and target.id == node.id for target in one.targets)
    ]
    return max(bound, key=lambda one: one.lineno).value if bound else node


def _word(call: ast.Call, name: str) -> ast.expr | None:
    return next((word.value for word in call.keywords if word.arg == name), None)


def _is(node: ast.expr | None, value: object) -> bool:
    return isinstance(node, ast.Constant) and node.value == value and type(node.value) is type(value)
