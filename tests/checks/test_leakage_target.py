"""Columns that the spec declares as leaking are found among the features of code."""

from pathlib import Path

import pytest

from tests.dataflow.snippets import found, marked

CASES = Path(__file__).with_name("cases")


def spec() -> str:
    return (CASES / "leak-target-feature" / "good" / "model.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "code",
    [
        """
        df = pd.read_parquet("data/churn.parquet")
        train, test = train_test_split(df, random_state=0)
        columns = ["age", "closed_on"]
        model = LogisticRegression().fit(train[columns], train["left"])  #! leak-target-feature
        print(model.score(test[columns], test["left"]))
        """,
        """
        df = pd.read_parquet("data/churn.parquet")
        X_train, X_test, y_train, y_test = train_test_split(df.drop(columns=["left"]), df["left"])
        model = RandomForestClassifier().fit(X_train, y_train)  #! leak-target-feature
        print(model.score(X_test, y_test))
        """,
        """
        df = pd.read_parquet("data/churn.parquet")
        X_train, X_test, y_train, y_test = train_test_split(df.drop(columns=["left", "closed_on"]), df["left"])
        model = RandomForestClassifier().fit(X_train, y_train)
        print(model.score(X_test, y_test))
        """,
    ],
)
def test_columns_that_the_spec_declares_as_leaking_are_found_in_code(code: str, tmp_path: Path) -> None:
    assert found(tmp_path, code, spec=spec()) == marked(code)


def test_without_a_spec_no_column_is_declared(tmp_path: Path) -> None:
    code = """
        df = pd.read_parquet("data/churn.parquet")
        train, test = train_test_split(df, random_state=0)
        model = LogisticRegression().fit(train[["age", "closed_on"]], train["left"])
        print(model.score(test[["age", "closed_on"]], test["left"]))
    """

    assert found(tmp_path, code) == set()
