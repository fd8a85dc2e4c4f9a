"""Text without any person or secret in it, which looks as if there were."""

import base64
import hashlib
import random
import uuid
from collections.abc import Iterator

from tests.privacy.labelled import Draw, digits


def negatives() -> Iterator[str]:
    """Text without any person or secret in it, which looks as if there were."""
    draw = random.Random("negatives")  # noqa: S311 - to be drawn again
    for _ in range(400):
        yield from _noise(draw)
    yield from _lookalikes()


def _noise(draw: Draw) -> Iterator[str]:
    raw = draw.randbytes(600)
    number = digits(draw, draw.randint(5, 24))
    yield hashlib.sha256(raw).hexdigest()
    yield hashlib.sha1(raw).hexdigest()  # noqa: S324 - as git writes it
    yield f'"md5": "{hashlib.md5(raw).hexdigest()}",'  # noqa: S324
    yield str(uuid.UUID(bytes=raw[:16], version=4))
    yield f"data:image/png;base64,{base64.b64encode(raw).decode()}"
    yield f"value = {number}"
    yield " ".join(digits(draw, draw.randint(1, 12)) for _ in range(12))
    yield ", ".join(digits(draw, 16) for _ in range(6))
    yield f"{draw.uniform(-180, 180):.12f}, {draw.uniform(-90, 90):.12f}"
    yield f"{draw.random() * 10 ** draw.randint(-12, 18):.15e}"
    yield f"{draw.randint(1, 10**9):,}.{draw.randint(0, 99):02d} EUR"
    yield "created " + " ".join(str(draw.randint(10**size, 2 * 10**size)) for size in (9, 12, 15))
    yield f"2026-0{draw.randint(1, 9)}-{draw.randint(10, 28)}T{draw.randint(10, 23)}:15:00.{digits(draw, 6)}+02:00"
    yield f"version {draw.randint(0, 30)}.{draw.randint(0, 250)}.{draw.randint(0, 250)}.{draw.randint(0, 250)}"
    yield f"nvidia-cudnn-cu12=={draw.randint(1, 12)}.{draw.randint(0, 9)}.{draw.randint(0, 99)}.{draw.randint(40, 250)}"
    yield f"order {digits(draw, 3)}-{digits(draw, 7)}-{digits(draw, 7)}"
    yield f"tracking 1Z{digits(draw, 16)} {draw.choice('RCEL')}{draw.choice('RCEL')}{digits(draw, 9)}DE"
    yield f"isbn 978-3-{digits(draw, 3)}-{digits(draw, 5)}-{digits(draw, 1)}, EAN {digits(draw, 13)}"
    yield f"SKU-{draw.choice('ABCXYZ')}{digits(draw, 7)}{draw.choice('ABCXYZ')}"
    yield f"part {draw.choice('ABCX')}{draw.choice('ABCX')}{digits(draw, 6)}{draw.choice('ABCDX')}"
    yield f"weights = [{', '.join(f'{draw.gauss(0, 1):.17g}' for _ in range(8))}]"
    yield f"pair {draw.randint(1, 999)} - {draw.randint(1, 9999)} / {draw.randint(1, 10**6)}"
    yield f"token_ids: [{', '.join(str(draw.randint(0, 50_000)) for _ in range(20))}]"


def _lookalikes() -> Iterator[str]:
    yield from [
        "@pytest.fixture\n@app.get('/x')\nloss = X@w.T + a@b.mean()", "y = (A@x).sum()\nz = Q@K.to(device)",
        "git@github.com:o/r.git",
        "npm i @scope/package@1.2.3 left-pad@next", "uses: actions/checkout@v4",
        "python@3.12 image@sha256:abcdef logo@2x.png",
        "ssh deploy@build-7.corp.internal", "scp a.txt anna@host.corp.de:/data", "pip install git+https://git@github.com/o/r@v1.2",
        "noreply@github.com no-reply@mail.de", "ada@example.com you@yourdomain.com a@b.test x@y.invalid",
        "mail support@corp.de",
        "Author: Ada Lovelace <ada@engines.org>", "Copyright (c) 2024 A <a.b@engines.org>",
        "192.168.0.17 10.1.2.3 127.0.0.1 0.0.0.0",
        "192.0.2.14 198.51.100.7 203.0.113.99 2001:db8::17 ::1 fe80::1", "8.8.8.8 1.1.1.1 255.255.255.0",
        "Chrome/112.0.0.0 Mozilla/5.0",
        "OID 1.3.6.1.4.1.311", "section 3.2.1.14",
        "+1 202 555 0143, (202) 555-0143, 1-800-555-1234, +44 20 7946 0958", "+1234567890 +0.25 -3",
        "x = a[1] +49301234567", "lambda: 1e+10", "$12,345.67 (20.000.000 rows)", "12:34:56.789012345",
        "0x4111111111111111",
        "shape (1000, 3000, 40) 2 3 4 5 6 7 8 9", "pages 123-456-789", "1111 1111 1111 1111 0000 0000 0000 0000",
        "00:1A:2B:3C:4D:5E",
        "doi:10.1000/182 arXiv:2401.01234 PMID 12345678", "product name, release date\nWidget,2024-01-05",
        "born: false",
        'os.environ["WANDB_API_KEY"]', "WANDB_API_KEY=${{ secrets.WANDB_API_KEY }}", "KAGGLE_KEY=<your key>",
        "hf_hub_download(repo_id)",
        "HF_TOKEN=hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "OPENAI_API_KEY=your-api-key-here", "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "postgresql://user:password@localhost/db", "http://{user}:{password}@{host}/",
        "https://$USER:$TOKEN@mlflow.corp.de", "wandb.login(key=os.environ['K'])",
        'openai.api_key = os.getenv("OPENAI_API_KEY")',
        "class='sk-estimator-doc-link sk-toggleable__label-arrow'", "dapi_client = make()",
        "AccountKey=<key>;EndpointSuffix",
        "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIB",
        "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
        "api_key = '0000000000000000000000000000000000000000'", "https://example.com:8080/a@b",
        "time 12:30 mail@ 13:00", 'key = "name"',
    ]  # fmt: skip
