"""Splits that contradict the spec are found, in its words; without a spec, none is."""

from pathlib import Path

import pytest

from tests.dataflow.snippets import found, marked

CASES = Path(__file__).with_name("cases")

BY_TIME = {
    "a random split": """
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)  #! leak-time-order
        print(Ridge().fit(X_train, y_train).score(X_test, y_test))
    """,
    "shuffled folds": """
        folds = KFold(n_splits=5, shuffle=True)  #! leak-time-order
        print(cross_val_score(Ridge(), X, y, cv=folds))
    """,
    "folds that learn from later rows": """
        print(cross_val_score(Ridge(), X, y, cv=5))  #! leak-time-order
        search = GridSearchCV(Ridge(), {"alpha": [1, 10]})  #! leak-time-order
        search.fit(X, y)
    """,
    "random shares": """
        folds = ShuffleSplit(3)  #! leak-time-order
        print(cross_val_score(Ridge(), X, y, cv=folds))
    """,
    "torch": """
        from torch.utils.data import random_split
        train, test = random_split(data, [800, 200])  #! leak-time-order
        model.fit(train)
    """,
}
IN_TIME = {
    "an ordered split": """
        X_train, X_test, y_train, y_test = train_test_split(X, y, shuffle=False)
        print(Ridge().fit(X_train, y_train).score(X_test, y_test))
    """,
    "ordered folds": """
        folds = TimeSeriesSplit(5)
        print(cross_val_score(Ridge(), X, y, cv=folds))
        search = GridSearchCV(Ridge(), {"alpha": [1, 10]}, cv=TimeSeriesSplit(3)).fit(X, y)
    """,
    "a day": """
        train, test = df[df["day"] < "2024-01-01"], df[df["day"] >= "2024-01-01"]
        print(Ridge().fit(train[["a"]], train["b"]).score(test[["a"]], test["b"]))
    """,
}
TORN = {
    "a random split": """
        X_train, X_test, y_train, y_test = train_test_split(X, y)  #! leak-group
        print(Ridge().fit(X_train, y_train).score(X_test, y_test))
    """,
    "stratified folds": """
        for tr, te in StratifiedKFold(5).split(X, y):  #! leak-group
            print(Ridge().fit(X[tr], y[tr]).score(X[te], y[te]))
    """,
    "a number of folds": """
        print(cross_validate(Ridge(), X, y, cv=10))  #! leak-group
    """,
}
KEPT = {
    "folds of groups": """
        for tr, te in GroupKFold(5).split(X, y, groups):
            print(Ridge().fit(X[tr], y[tr]).score(X[te], y[te]))
        print(cross_val_score(Ridge(), X, y, cv=StratifiedGroupKFold(5), groups=groups))
    """,
    "one draw of groups": """
        splitter = GroupShuffleSplit(test_size=0.2, random_state=1)
        tr, te = next(splitter.split(X, y, groups=df["household"]))
        print(Ridge().fit(X[tr], y[tr]).score(X[te], y[te]))
    """,
    "a list of groups": """
        df = pd.read_csv("data.csv")
        ids = df["household"].unique()
        train_ids, test_ids = train_test_split(ids, test_size=0.2)
        train, test = df[df["household"].isin(train_ids)], df[df["household"].isin(test_ids)]
        print(Ridge().fit(train[["a"]], train["b"]).score(test[["a"]], test["b"]))
    """,
}


def spec(check: str) -> str:
    return (CASES / check / "good" / "model.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("idiom", BY_TIME)
def test_a_split_against_time_is_found(idiom: str, tmp_path: Path) -> None:
    assert marked(BY_TIME[idiom])
    assert found(tmp_path, BY_TIME[idiom], spec=spec("leak-time-order")) == marked(BY_TIME[idiom])


@pytest.mark.parametrize("idiom", IN_TIME)
def test_a_split_by_time_is_right(idiom: str, tmp_path: Path) -> None:
    assert found(tmp_path, IN_TIME[idiom], spec=spec("leak-time-order")) == set()


@pytest.mark.parametrize("idiom", TORN)
def test_a_split_through_groups_is_found(idiom: str, tmp_path: Path) -> None:
    assert marked(TORN[idiom])
    assert found(tmp_path, TORN[idiom], spec=spec("leak-group")) == marked(TORN[idiom])


@pytest.mark.parametrize("idiom", KEPT)
def test_a_split_between_groups_is_right(idiom: str, tmp_path: Path) -> None:
    assert found(tmp_path, KEPT[idiom], spec=spec("leak-group")) == set()


@pytest.mark.parametrize("idiom", [*BY_TIME.values(), *TORN.values()])
def test_without_a_spec_nothing_says_that_order_or_groups_matter(idiom: str, tmp_path: Path) -> None:
    assert found(tmp_path, idiom) == set()
    assert found(tmp_path, idiom, spec=spec("leak-target-feature")) == set()
