"""A file holds a key, a token or a password.

## What it does

Reports credentials of the services that models are built with, in any text file and in the code and the outputs of
notebooks: Kaggle (also the content of `kaggle.json`), Neptune, Weights & Biases, Comet, Hugging Face, OpenAI,
Anthropic and other services that host models, Roboflow, Replicate, Pinecone, Databricks; keys of AWS, Google Cloud
and Azure, storage accounts, signed URLs (S3, Google, Azure), private keys of service accounts; and any URL with a
password, such as that of an MLflow server, a database or a broker. No finding shows the secret.

What stands for a secret is fine: `${WANDB_API_KEY}`, `os.environ[...]`, `<token>`, `your-key-here`, `xxxx`, the
examples of AWS, and passwords of manuals such as `user:password@host`.

## Why it matters

A key in a repository belongs to everybody who can read it, and to everybody who will: it stays in the history when
the line is gone. With it, others read your data, replace your models, and run their jobs on your bill.

## How to fix it

Revoke the key first: it is known, whatever happens to the file. Then read it from the environment, where continuous
integration and notebooks get it from a secret store: `os.environ["WANDB_API_KEY"]`. Clear the outputs of notebooks
that printed it. A key that was never valid, such as one in a test, is better written as a placeholder.

## Reference

CWE-798: Use of Hard-coded Credentials.
"""

from collections.abc import Iterator

from modelwright.finding import Finding
from modelwright.privacy.credentials import credentials
from modelwright.privacy.passages import passages
from modelwright.sources import File

FAMILY = "privacy"


def check(file: File) -> Iterator[Finding]:
    """Each credential."""
    for passage in passages(file):
        hits = credentials(passage.text)
        for hit, (line, column) in zip(hits, passage.places([hit.start for hit in hits]), strict=True):
            yield passage.finding(hit.kind, line, column)
