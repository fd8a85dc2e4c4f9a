"""Records a run."""

import os

import mlflow
import wandb
from huggingface_hub import login

wandb.login(key=os.environ["WANDB_API_KEY"])
login(token=os.environ["HF_TOKEN"])
mlflow.set_tracking_uri(os.environ["MLFLOW_TRACKING_URI"])
os.environ.setdefault("KAGGLE_CONFIG_DIR", "/run/secrets")
