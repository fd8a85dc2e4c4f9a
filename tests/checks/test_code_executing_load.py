"""What unpickles is found under every name, and what cannot run code is let be."""

from pathlib import Path

import pytest

from modelwright.checks.code_executing_load import check
from modelwright.repo import Repo
from modelwright.sources import Code, Notebook, Yaml


def facts(folder: Path, text: str) -> list[str]:
    (folder / "load.py").write_text(text, encoding="utf-8")
    return [finding.fact for finding in check(Code(Repo(folder), "load.py"))]


@pytest.mark.parametrize(
    "text",
    [
        "import pickle\npickle.load(stream)",
        "from pickle import loads as decode\ndecode(raw)",
        "import cPickle as pickle\npickle.Unpickler(stream).load()",
        "import dill, cloudpickle\ncloudpickle.loads(raw)",
        "from joblib import load\nload('model.joblib')",
        "import pandas as pd\npd.read_pickle('rows.pkl')",
        "import shelve\nshelve.open('cache')",
        "import marshal\nmarshal.loads(raw)",
        "import pickle\nraw = pickle.dumps(model)\nraw = stream.read()\npickle.loads(raw)",
        "import torch\ntorch.load('weights.pt')",
        "import torch\ntorch.load('weights.pt', weights_only=False)",
        "import torch\ntorch.hub.load('acme/models', 'net')",
        "import numpy as np\nnp.load('x.npy', allow_pickle=True)",
        "from transformers import pipeline\npipeline('ner', trust_remote_code=True)",
        "options = {'trust_remote_code': True}",
        "import tensorflow as tf\ntf.keras.models.load_model('m.keras', safe_mode=False)",
        "import keras\nkeras.config.enable_unsafe_deserialization()",
        "import yaml\nyaml.load(text)",
        "import yaml\nyaml.load(text, yaml.Loader)",
        "import yaml\nyaml.unsafe_load(text)",
        "from ruamel.yaml import YAML\nYAML(typ='unsafe').load(text)",
        "import skops.io as sio\nsio.load('m.skops', trusted=True)",
        "import skops.io as sio\nsio.load('m.skops', trusted=sio.get_untrusted_types(file='m.skops'))",
        "import skops.io as sio\nfound = sio.get_untrusted_types(file='m')\nsio.load('m', trusted=found)",
        "import mlflow\nmlflow.pyfunc.load_model(uri)",
    ],
)
def test_what_may_run_code_is_found(text: str, tmp_path: Path) -> None:
    assert len(facts(tmp_path, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "import pickle\npickle.dump(model, stream)",
        "import pickle\npickle.loads(pickle.dumps(model))",
        "import pickle\nraw = pickle.dumps(model)\npickle.loads(raw)",
        "import pickle\nraw = stream.read()\nraw = pickle.dumps(model)\npickle.loads(raw)\nraw = 1",
        "import marshal\nmarshal.loads(b'N')",
        "import pickle\nclass Careful(pickle.Unpickler):\n    pass\nCareful(stream).load()",
        "import json\njson.load(stream)",
        "import torch\ntorch.load('weights.pt', weights_only=True)",
        "import torch\ntorch.load('weights.pt', **options)",
        "import numpy as np\nnp.load('x.npy')\nnp.load('x.npy', allow_pickle=False)",
        "import yaml\nyaml.safe_load(text)\nyaml.load(text, Loader=yaml.CSafeLoader)\nyaml.load(text, OwnLoader)",
        "yaml = Handler()\nyaml.load(text)",
        "import skops.io as sio\nsio.load('m.skops', trusted=TYPES)",
        "import skops.io as s\nfound = s.get_untrusted_types(file='m')\nassert found == []\ns.load('m', trusted=found)",
        "import mlflow\nmlflow.sklearn.load_model(uri)",
        "from transformers import pipeline\npipeline('ner', trust_remote_code=False)",
    ],
)
def test_what_cannot_run_code_is_let_be(text: str, tmp_path: Path) -> None:
    assert facts(tmp_path, text) == []


def test_cells_of_a_notebook_are_looked_at(tmp_path: Path) -> None:
    cell = '{"cell_type": "code", "source": ["%s"], "outputs": [], "metadata": {}, "execution_count": null}'
    cells = ", ".join([cell % "import joblib", cell % "joblib.load(path)"])
    (tmp_path / "a.ipynb").write_text(f'{{"cells": [{cells}], "metadata": {{}}}}', encoding="utf-8")
    repo = Repo(tmp_path)

    [finding] = check(Code(repo, "a.ipynb", Notebook(repo, "a.ipynb")))

    assert (finding.cell, finding.line) == (2, 1)


def test_settings_in_yaml_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a:\n  - trust_remote_code: yes\n# trust_remote_code: true\n", encoding="utf-8")

    assert [finding.line for finding in check(Yaml(Repo(tmp_path), "a.yaml"))] == [2]
