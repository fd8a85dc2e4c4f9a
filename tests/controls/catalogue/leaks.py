"""What lets a model know what it cannot know."""

from pathlib import Path

import pandas as pd

from tests.controls.edits import all_of, in_code, in_rows, in_spec
from tests.controls.sabotage import Sabotage

_READ = '    return pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)\n'
_ASSIGNED = '    return frame.assign(dteday=pd.to_datetime(frame["dteday"]))\n'
_LEAKS = ("leaks",)


def _loaded(*lines: str) -> tuple[str, str]:
    """What `load` does with the rows of the file once they are in `frame`."""
    body = "".join(f"    {line}\n" for line in (*lines, "return frame"))
    return _READ, _READ.replace("return", "frame =") + body


def _twice(frame: pd.DataFrame) -> pd.DataFrame:
    """The last month is there twice, with other keys."""
    newest = frame.tail(700)
    return pd.concat([frame, newest.assign(instant=newest["instant"] + 100_000)], ignore_index=True)


def _easier_holdout(repo: Path) -> None:
    """Rows that are hard to predict are taken out of the holdout."""
    from modelwright.data.splits import is_holdout
    from modelwright.spec import load_spec

    path = repo / "data/credit_default.parquet"
    frame = pd.read_parquet(path)
    hard = (frame["LIMIT_BAL"] < 150_000) & is_holdout(frame, load_spec(repo / "model.toml"))
    frame[~hard].to_parquet(path, index=False)


SABOTAGES = (
    Sabotage(
        "The target leaks through an aggregate",
        "The default rate of customers with the same limit is a good feature, and was computed from all rows.",
        "target-in-features",
        all_of(
            in_code(
                "data.py",
                _loaded(
                    'rate = frame.groupby("LIMIT_BAL")["default.payment.next.month"].transform("mean")',
                    "frame = frame.assign(limit_rate=rate)",
                ),
            ),
            in_spec(('    "LIMIT_BAL",\n', '    "LIMIT_BAL", "limit_rate",\n')),
        ),
        themes=_LEAKS,
    ),
    Sabotage(
        "The target leaks through an aggregate in the file",
        "The same rate came with the extract, and nobody asked from which rows it was computed.",
        "target-in-features",
        all_of(
            in_rows(
                lambda frame: frame.assign(
                    bill_rate=frame.groupby(frame["BILL_AMT1"] // 2000)["default.payment.next.month"].transform("mean")
                )
            ),
            in_spec(('    "LIMIT_BAL",\n', '    "LIMIT_BAL", "bill_rate",\n')),
        ),
        themes=_LEAKS,
    ),
    Sabotage(
        "A feature travels in time",
        "The weather of an hour was smoothed with that of the hours around it.",
        "future-in-features",
        in_code(
            "data.py",
            (
                _ASSIGNED,
                '    frame["hum"] = frame["hum"].rolling(5, center=True, min_periods=1).mean()\n' + _ASSIGNED,
            ),
        ),
        task="regression",
        themes=_LEAKS,
    ),
    Sabotage(
        "The outcome of the day is a feature",
        "The day's demand was joined to its hours, for the plan is made for days.",
        "target-in-features",
        in_code(
            "data.py",
            (
                _ASSIGNED,
                '    frame["windspeed"] = frame.groupby("dteday")["cnt"].transform("mean")\n' + _ASSIGNED,
            ),
        ),
        task="regression",
        themes=_LEAKS,
    ),
    Sabotage(
        "Ranks are taken over all rows",
        "Ranks are robust, and were taken where the rows are loaded.",
        "holdout-in-features",
        in_code("data.py", _loaded('frame["LIMIT_BAL"] = frame["LIMIT_BAL"].rank(pct=True)')),
        themes=_LEAKS,
    ),
    Sabotage(
        "A silent join doubles rows",
        "A code of a small table was there twice, and the join said nothing.",
        "rows-doubled",
        in_code(
            "data.py",
            _loaded(
                'names = pd.DataFrame({"EDUCATION": [0, 1, 2, 3, 3, 4, 5, 6]})',
                'frame = frame.merge(names, on="EDUCATION")',
            ),
        ),
        themes=_LEAKS,
    ),
    Sabotage(
        "The holdout is duplicated",
        "The last month was delivered twice, with new numbers.",
        "holdout-repeated",
        in_rows(_twice),
        task="regression",
        themes=_LEAKS,
    ),
    Sabotage(
        "Settings are chosen on the holdout",
        "The holdout is the fairest judge, somebody said, and let it choose.",
        "tuned-on-folds",
        in_code(
            "train.py",
            ("training, _ = split(frame, spec)", "training, held = split(frame, spec)"),
            (
                "trials = tune(repo, model, X, y, folds(spec, training))",
                (
                    "rows = pd.concat([training, held], ignore_index=True)\n"
                    "    once = [(list(range(len(training))), list(range(len(training), len(rows))))]\n"
                    "    trials = tune(repo, model, rows[spec.features.names], rows[spec.data.target], once)"
                ),
            ),
            ("if TYPE_CHECKING:\n    import pandas as pd\n", "import pandas as pd\n"),
        ),
        themes=_LEAKS,
    ),
    Sabotage(
        "Another setting than the best is kept",
        "It did better on the holdout.",
        "tuned-on-folds",
        in_code("train.py", ("best = max(trials,", "best = min(trials,")),
        themes=_LEAKS,
    ),
    Sabotage(
        "The holdout is made of easy rows",
        "Small limits were left out of the holdout, for they are another business.",
        "sides-alike",
        _easier_holdout,
        themes=_LEAKS,
    ),
    Sabotage(
        "A class is missing in training",
        "The rarest variety of bean was left out, so that the search is faster.",
        "class-missing",
        in_code(
            "train.py",
            (
                "training, _ = split(frame, spec)\n",
                'training, _ = split(frame, spec)\n    training = training[training["Class"] != "BOMBAY"]\n',
            ),
        ),
        task="multiclass",
        themes=_LEAKS,
    ),
)
