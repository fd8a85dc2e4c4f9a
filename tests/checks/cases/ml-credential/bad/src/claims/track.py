"""Records a run."""

import os

import mlflow
import wandb
from huggingface_hub import login

wandb.login(key="5f0c2a9be1d74836a05c1f9d3e7b24680acb13df")  # finding: Weights & Biases key
login(token="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")  # finding: Hugging Face token
mlflow.set_tracking_uri("https://trainer:9vX-quokka-27@mlflow.claims.internal")  # finding: password in a URL
os.environ["KAGGLE_KEY"] = "c0ffee5d1a2b3c4d5e6f708192a3b4c5"  # finding: Kaggle key
os.environ["OPENAI_API_KEY"] = "kq3Zt7Wm1Xc9Vb5Np2Rs8Yd4"  # finding: key of a model service
