"""Credentials are found in many forms and files, and nowhere else. All of them are drawn when the tests run."""

import base64
import json
import random
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from modelwright.checking.runner import run_checks
from modelwright.privacy.credentials import credentials
from modelwright.repo import Repo
from tests.privacy.labelled import Draw
from tests.privacy.lookalikes import negatives

ALNUM, HEX = string.ascii_letters + string.digits, "0123456789abcdef"


def some(draw: Draw, letters: str, size: int) -> str:
    return "".join(draw.choice(letters) for _ in range(size))


def password(draw: Draw) -> str:
    return some(draw, ALNUM + "!$%&*+-._~", draw.randint(8, 24)).replace("${", "a").replace("%s", "b") + "7q"


def neptune(draw: Draw) -> str:
    token = {
        "api_address": "https://app.neptune.ai",
        "api_url": "https://app.neptune.ai",
        "api_key": some(draw, HEX, 36),
    }
    return base64.b64encode(json.dumps(token, separators=draw.choice([(",", ":"), (", ", ": ")])).encode()).decode()


def block(draw: Draw) -> str:
    kind = draw.choice(["", "RSA ", "EC ", "OPENSSH "])
    lines = [some(draw, ALNUM + "+/", 64), some(draw, ALNUM, 64)]
    return "\n".join([f"-----BEGIN {kind}PRIVATE KEY-----", *lines, f"-----END {kind}PRIVATE KEY-----"])


def hexed(draw: Draw, size: int) -> str:
    return some(draw, HEX, size)


# Each gives the text, and the part of it that is secret.
FORMS: dict[str, Callable[[Draw], tuple[str, str]]] = {
    "kaggle.json": lambda d: (f'{{"username":"ada","key":"{(k := hexed(d, 32))}"}}', k),
    "kaggle variable": lambda d: (f"export KAGGLE_KEY={(k := hexed(d, 32))}", k),
    "kaggle environ": lambda d: (f"os.environ['KAGGLE_KEY'] = '{(k := hexed(d, 32))}'", k),
    "neptune": lambda d: (f'run = neptune.init_run(api_token="{(k := neptune(d))}")', k),
    "neptune variable": lambda d: (f"NEPTUNE_API_TOKEN={(k := neptune(d))}", k),
    "wandb login": lambda d: (f'wandb.login(key="{(k := hexed(d, 40))}")', k),
    "wandb login by position": lambda d: (f"wandb.login('{(k := hexed(d, 40))}')", k),
    "wandb relogin": lambda d: (f'wandb.login(relogin=True, key="{(k := hexed(d, 40))}")', k),
    "wandb shell": lambda d: (f"!wandb login {(k := hexed(d, 40))}", k),
    "wandb variable": lambda d: (f"  WANDB_API_KEY: {(k := hexed(d, 40))}", k),
    "wandb new": lambda d: (f"key = 'wandb_v1_{(k := some(d, ALNUM, 77))}'", k),
    "netrc": lambda d: (f"machine api.wandb.ai\n  login user\n  password {(k := hexed(d, 40))}", k),
    "comet": lambda d: (f'Experiment(api_key="{(k := some(d, ALNUM, 25))}", project_name="a")', k),
    "comet variable": lambda d: (f"COMET_API_KEY={(k := some(d, ALNUM, 25))}", k),
    "hugging face": lambda d: (f'login(token="hf_{(k := some(d, ALNUM, 34))}")', k),
    "hugging face variable": lambda d: (f"HF_TOKEN=hf_{(k := some(d, ALNUM, 34))}", k),
    "openai": lambda d: (f'openai.api_key = "sk-{(k := some(d, ALNUM, 48))}"', k),
    "openai project": lambda d: (f"OPENAI_API_KEY='sk-proj-{(k := some(d, ALNUM + '-_', 74))}'", k),
    "anthropic": lambda d: (f'Anthropic(api_key="sk-ant-api03-{(k := some(d, ALNUM + "-_", 93))}AA")', k),
    "groq": lambda d: (f"client = Groq(api_key='gsk_{(k := some(d, ALNUM, 52))}')", k),
    "cohere": lambda d: (f"COHERE_API_KEY = '{(k := some(d, ALNUM, 40))}'", k),
    "mistral": lambda d: (f'"MISTRAL_API_KEY": "{(k := some(d, ALNUM, 32))}"', k),
    "replicate": lambda d: (f"REPLICATE_API_TOKEN=r8_{(k := some(d, ALNUM, 37))}", k),
    "roboflow": lambda d: (f'rf = Roboflow(api_key="{(k := some(d, ALNUM, 20))}")', k),
    "pinecone": lambda d: (f"pc = Pinecone(api_key='pcsk_{(k := some(d, ALNUM, 70))}')", k),
    "mlflow": lambda d: (f'mlflow.set_tracking_uri("https://ada:{(k := password(d))}@mlflow.corp.net")', k),
    "mlflow variable": lambda d: (f"MLFLOW_TRACKING_TOKEN={(k := some(d, ALNUM, 40))}", k),
    "postgres": lambda d: (f"DATABASE_URL=postgresql+psycopg2://ml:{(k := password(d))}@db.corp.net:5432/features", k),
    "redis": lambda d: (f"redis://:{(k := password(d))}@cache.corp.net:6379/0", k),
    "amqp": lambda d: (f'broker: "amqps://worker:{(k := password(d))}@mq.corp.net/%2f"', k),
    "mongo": lambda d: (f"mongodb+srv://ml:{(k := password(d))}@cluster0.ab1cd.net/test", k),
    "aws": lambda d: (f"aws_access_key_id = AKIA{(k := some(d, string.ascii_uppercase + '234567', 16))}", k),
    "aws secret": lambda d: (f"aws_secret_access_key = {(k := some(d, ALNUM + '/+', 40))}", k),
    "aws session": lambda d: (f"Session(aws_secret_access_key='{(k := some(d, ALNUM + '/+', 40))}')", k),
    "google": lambda d: (f"GEMINI_KEY = 'AIza{(k := some(d, ALNUM + '-_', 35))}'", k),
    "service account": lambda d: (json.dumps({"type": "service_account", "private_key": block(d) + "\n"}, indent=1),
                                   "PRIVATE"),
    "private key": lambda d: (block(d), "PRIVATE"),
    "azure": lambda d: (f"DefaultEndpointsProtocol=https;AccountKey={(k := some(d, ALNUM + '+/', 86))}==;E", k),
    "azure signed": lambda d: (f"https://a.blob.core.windows.net/c?se=2027&sig={(k := some(d, ALNUM, 40))}%2B%3D", k),
    "s3 signed": lambda d: (f"https://b.s3.amazonaws.com/k?X-Amz-Expires=9&X-Amz-Signature={(k := hexed(d, 64))}", k),
    "gcs signed": lambda d: (f"https://storage.googleapis.com/b/k?X-Goog-Signature={(k := hexed(d, 512))}", k),
    "databricks": lambda d: (f"token = dapi{(k := hexed(d, 32))}", k),
    "langsmith": lambda d: (f"LANGSMITH_API_KEY=lsv2_pt_{(k := hexed(d, 32))}_{hexed(d, 10)}", k),
    "nvidia": lambda d: (f'api_key="nvapi-{(k := some(d, ALNUM + "-_", 64))}"', k),
}  # fmt: skip


def labelled(name: str, count: int = 40) -> Iterator[tuple[str, str]]:
    draw = random.Random(f"credential {name}")  # noqa: S311
    for _ in range(count):
        yield FORMS[name](draw)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_of_each_form_at_least_95_percent_are_found(name: str) -> None:
    missed = [text for text, _ in labelled(name) if len(credentials(text)) != 1]

    assert len(missed) <= 2, missed


def test_nothing_is_found_where_nothing_is() -> None:
    texts = list(negatives())

    assert len(texts) > 8_000
    assert [text for text in texts if credentials(text)] == []
    assert credentials("\n".join(texts)) == []


@pytest.mark.parametrize("package", ["sklearn", "pandas", "polars"])
def test_nothing_is_found_in_the_sources_of_libraries(package: str) -> None:
    import importlib.util

    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    root = Path(spec.origin).parent
    paths = [path.relative_to(root).as_posix() for path in root.rglob("*.py")]
    outcome = run_checks(Repo(root), ["ml-credential"], paths=paths)

    assert outcome.files > 100
    assert outcome.reported == []


def test_a_finding_says_the_kind_and_the_place_and_never_the_secret(tmp_path: Path) -> None:
    forms = [next(labelled(name)) for name in sorted(FORMS)]
    for number, (text, _) in enumerate(forms):
        (tmp_path / f"{number}.txt").write_text(f"first line\n{text}\n", encoding="utf-8")

    reported = run_checks(Repo(tmp_path), ["ml-credential"]).reported

    assert {one.finding.path for one in reported} == {f"{number}.txt" for number in range(len(forms))}
    assert all(one.finding.line >= 2 for one in reported)
    for _, secret in forms:
        assert not any(
            secret[at : at + 8] in one.finding.fact for one in reported for at in range(max(len(secret) - 8, 1))
        )


def test_cells_and_outputs_of_notebooks_are_read(tmp_path: Path) -> None:
    (code, _), (shown, _) = next(labelled("wandb login")), next(labelled("hugging face variable"))
    output = {"output_type": "stream", "name": "stdout", "text": [shown]}
    cell = {
        "cell_type": "code",
        "source": ["import wandb\n", code],
        "outputs": [output],
        "metadata": {},
        "execution_count": 1,
    }
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    found = [
        (one.finding.cell, one.finding.line, one.finding.fact)
        for one in run_checks(Repo(tmp_path), ["ml-credential"]).reported
    ]

    assert found == [(1, 1, "output: Hugging Face token"), (1, 2, "Weights & Biases key")]


def test_one_secret_is_one_finding_of_the_most_telling_kind() -> None:
    draw = random.Random(1)  # noqa: S311

    [hit] = credentials(f'OPENAI_API_KEY = "sk-proj-{some(draw, ALNUM, 60)}"')

    assert hit.kind == "OpenAI key"


@pytest.mark.parametrize(
    "part", ["://", "://a:", "HF_", "_KEY=", "api_key=", "&sig=", "wandb.login(", "sk-", "AWSAccessKeyId=", "eyJhcGlf"]
)
def test_time_is_linear_in_a_long_line(part: str) -> None:
    import time

    def seconds(size: int) -> float:
        start = time.process_time()
        credentials((part * size)[:size])
        return time.process_time() - start

    assert seconds(2_000_000) < 12 * seconds(400_000) + 0.5
