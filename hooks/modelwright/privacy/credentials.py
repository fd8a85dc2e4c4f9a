"""Keys, tokens and passwords of the services that models are built with."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from modelwright.patterns import compiled
from modelwright.privacy.hits import Hit
from modelwright.privacy.placeholders import is_known_password, is_placeholder, is_random


class Kind(NamedTuple):
    """A credential.

    Args:
        name: as people call it.
        literals: a text without any of these holds none.
        pattern: what it looks like; the group `secret`, or else all of it, is secret.
        is_real: a further test of a match.
    """

    name: str
    literals: tuple[str, ...]
    pattern: re.Pattern[str]
    is_real: Callable[[re.Match[str]], bool] = lambda _: True


# Between the name of a setting and its value: `KEY=v`, `"key": "v"`, `os.environ["KEY"] = "v"`, `export KEY='v'`.
_IS = r"[\"'\\]{0,3}\]?[ \t]{0,8}(?::=|[:=]|,)[ \t]{0,8}[\"'\\]{0,3}"
_END = r"(?![A-Za-z0-9_])"


def _kind(name: str, literals: str, pattern: str, is_real: Callable[[re.Match[str]], bool] = lambda _: True) -> Kind:
    return Kind(name, tuple(literals.split()), compiled(pattern), is_real)


def _token(name: str, prefix: str, rest: str, is_real: Callable[[re.Match[str]], bool] = lambda _: True) -> Kind:
    """What starts with letters of its own. They stand first in the pattern, where they are found fastest."""
    shown = re.escape(prefix)
    literal = next((one for one in _ALIKE if prefix.startswith(one)), prefix)
    return Kind(name, (literal,), compiled(rf"{shown}(?<![A-Za-z0-9_-]{shown}){rest}"), is_real)


def _secret(match: re.Match[str]) -> str:
    return match["secret"] if "secret" in match.re.groupindex else match[0]


def _is_random(match: re.Match[str]) -> bool:
    return is_random(_secret(match))


def _mixed(match: re.Match[str]) -> bool:
    """Whether letters and digits are in it: `sk-learn-estimator` is a class of a style sheet."""
    secret = _secret(match)
    return any(map(str.isdigit, secret)) and any(map(str.isalpha, secret)) and len(set(secret)) > 9  # noqa: PLR2004


def _is_neptune(match: re.Match[str]) -> bool:
    import base64
    import binascii

    token = match[0].rstrip("=")
    try:
        shown = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_")
    except (binascii.Error, ValueError):
        return False
    return b'"api_' in shown and b"}" in shown


def _is_kaggle(match: re.Match[str]) -> bool:
    near = match.string[max(match.start() - 200, 0) : match.end() + 200].lower()
    return "kaggle" in near or "username" in near


def _is_password(match: re.Match[str]) -> bool:
    password = match["secret"]
    return not is_known_password(password, match["user"], match["host"])


def _is_of_vendor(match: re.Match[str]) -> bool:
    return bool(_VENDOR.search(match.string, max(match.start() - 40, 0), match.start())) and _is_random(match)


def _is_signed(match: re.Match[str]) -> bool:
    near = match.string[max(match.start() - 400, 0) : match.end() + 400]
    return bool(re.search(r"[?&;]s[vepr]=", near))


_VENDOR = compiled(
    r"(?:OPENAI|ANTHROPIC|CLAUDE|COHERE|CO|MISTRAL|TOGETHER|GROQ|HF|HUGGING_?FACE(?:HUB|_HUB)?|REPLICATE|PINECONE|ROBOFLOW|COMET"
    r"|NEPTUNE|WANDB|CLEARML|DAGSHUB|LANGCHAIN|LANGSMITH|DATABRICKS|VOYAGE|DEEPSEEK|XAI|PERPLEXITY|FIREWORKS|KAGGLE|MLFLOW|GEMINI"
    r"|GOOGLE|ELEVENLABS|WEAVIATE|QDRANT|LABEL_STUDIO|STABILITY|AI21|ZENML|PREFECT|NVIDIA|NGC|OPENROUTER|CEREBRAS|JINA|TAVILY"
    r"|TRACKING|AZURE|API)(?:_[A-Z0-9]{1,12}){0,3}\Z"
)
_HEX = "[0-9a-f]"
_AWS_KEY = r"(?P<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])"
# Prefixes that begin alike are looked for once.
_ALIKE = ("sk-", "wandb")

KINDS = (
    _kind("Kaggle key", "_KEY", rf"KAGGLE_(?:API_)?KEY{_IS}(?P<secret>{_HEX}{{32}}){_END}"),
    _kind("Kaggle key", "key\" key' key\\",
          rf"key[\"'\\]{{1,3}}\s{{0,8}}[:=]\s{{0,8}}[\"'\\]{{1,3}}(?P<secret>{_HEX}{{32}}){_END}", _is_kaggle),
    _token("Kaggle token", "KGAT_", rf"{_HEX}{{32}}{_END}"),
    _kind("Neptune API token", "eyJhcGlf eyAiYXBp", r"ey(?:JhcGlf|AiYXBp)[A-Za-z0-9+/_-]{40,2000}+={0,2}", _is_neptune),
    _kind("Weights & Biases key", "wandb",
          rf"wandb\s{{0,4}}\.\s{{0,4}}login\((?:[^()]{{0,200}}?key\s{{0,4}}=)?\s{{0,4}}[\"'](?P<secret>{_HEX}{{40}}){_END}"),
    _kind("Weights & Biases key", "_KEY", rf"WANDB_(?:API_)?KEY{_IS}(?P<secret>{_HEX}{{40}}){_END}"),
    _kind("Weights & Biases key", "wandb", rf"wandb_(?:api_)?key{_IS}(?P<secret>{_HEX}{{40}}){_END}"),
    _kind("Weights & Biases key", "wandb",
          rf"wandb\.ai\s{{1,8}}login\s{{1,8}}\S{{1,40}}\s{{1,8}}password\s{{1,8}}(?P<secret>{_HEX}{{40}}){_END}"),
    _kind("Weights & Biases key", "wandb",
          rf"wandb\s{{1,4}}login\s{{1,4}}(?:--relogin\s{{1,4}})?(?P<secret>{_HEX}{{40}}){_END}"),
    _token("Weights & Biases key", "wandb_v1_", rf"[A-Za-z0-9_-]{{30,120}}+{_END}", _mixed),
    _token("Hugging Face token", "hf_", rf"[A-Za-z0-9]{{30,64}}+{_END}"),
    _token("Hugging Face token", "api_org_", rf"[A-Za-z0-9]{{30,64}}+{_END}"),
    _token("Anthropic key", "sk-ant-", r"[A-Za-z0-9_-]{24,200}+", _mixed),
    _token("OpenAI key", "sk-", r"(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{24,250}+", _mixed),
    _token("OpenRouter key", "sk-or-v1-", rf"{_HEX}{{40,80}}+{_END}"),
    _token("key of a model service", "sk-", r"[A-Za-z0-9]{20,64}+(?![A-Za-z0-9_-])", _mixed),
    _token("Groq key", "gsk_", rf"[A-Za-z0-9]{{40,60}}+{_END}", _mixed),
    _token("xAI key", "xai-", rf"[A-Za-z0-9]{{60,100}}+{_END}", _mixed),
    _token("Perplexity key", "pplx-", rf"[A-Za-z0-9]{{40,64}}+{_END}", _mixed),
    _token("Replicate token", "r8_", rf"[A-Za-z0-9]{{37,40}}+{_END}", _mixed),
    _token("NVIDIA key", "nvapi-", r"[A-Za-z0-9_-]{40,80}+", _mixed),
    _token("Pinecone key", "pcsk_", rf"[A-Za-z0-9_]{{40,90}}+{_END}", _mixed),
    _token("LangSmith key", "lsv2_", rf"(?:pt|sk)_{_HEX}{{32}}_{_HEX}{{10}}{_END}"),
    _token("Databricks token", "dapi", rf"{_HEX}{{32}}(?:-[0-9])?{_END}"),
    _token("AWS access key", "AKIA", r"[A-Z2-7]{16}(?![A-Za-z0-9/+=])"),
    _token("AWS access key", "ASIA", r"[A-Z2-7]{16}(?![A-Za-z0-9/+=])"),
    _kind("AWS secret key", "ecret", rf"ecret[_-]?(?:[aA]ccess)?[_-]?(?:[kK]ey)?{_IS}{_AWS_KEY}", _is_random),
    _kind("AWS secret key", "SECRET", rf"SECRET[_-]?(?:ACCESS)?[_-]?(?:KEY)?{_IS}{_AWS_KEY}", _is_random),
    _token("Google API key", "AIza", r"[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
    _token("Google OAuth secret", "GOCSPX-", r"[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])"),
    _token("Google access token", "ya29.", r"[A-Za-z0-9_-]{40,400}+", _mixed),
    _token("Google storage key", "GOOG1E", r"[A-Z0-9]{18,60}+(?![A-Za-z0-9])"),
    _kind("private key", "PRIVATE",
          r"-----BEGIN (?:[A-Z]{2,9} ){0,2}PRIVATE KEY(?: BLOCK)?-----"
          r"(?:\\r|\\n|[\s\"',+#>]){1,20}(?P<secret>[A-Za-z0-9+/]{20,100})",
          _mixed),
    _kind("Azure storage key", "Key=", r"AccountKey=(?P<secret>[A-Za-z0-9+/]{40,90}={0,2})", _is_random),
    _kind("Azure shared access key", "Key=", r"SharedAccessKey=(?P<secret>[A-Za-z0-9+/]{40,90}={0,2})", _is_random),
    _kind("Azure signed URL", "sig=", r"sig=(?<=[?&;]sig=)(?P<secret>[A-Za-z0-9%+/_-]{40,120}={0,2})", _is_signed),
    _kind("signed URL", "Signature=", r"-Signature=(?<=X-Amz-Signature=)(?P<secret>[0-9a-fA-F]{64,1024})"),
    _kind("signed URL", "Signature=", r"-Signature=(?<=X-Goog-Signature=)(?P<secret>[0-9a-fA-F]{64,1024})"),
    _kind("signed URL", "Signature=",
          r"(?:AWSAccessKeyId|GoogleAccessId)=[^\s\"'<>]{1,120}?[&;]Signature=(?P<secret>[A-Za-z0-9%+/=]{20,400})"),
    _kind("password in a URL", "://",
          r"://(?P<user>[^\s:/?#@\"'<>{}$\[\]()|\\,;`]{0,64}):"
          r"(?P<secret>[^\s/@\"'<>`]{1,200})@(?P<host>[A-Za-z0-9\[][\w.\-:]{0,100})",
          _is_password),
    _kind("key of a model service", "_KEY _TOKEN _PASSWORD SECRET",
          rf"_(?:KEY|TOKEN|SECRET|PASSWORD){_IS}(?P<secret>[A-Za-z0-9_./+=-]{{16,200}}+)", _is_of_vendor),
    _kind("key of a model service", "api_key api_token apiKey api-key",
          rf"api(?:_key|_token|Key|-key){_IS}(?P<secret>[A-Za-z0-9_-]{{20,200}})(?=[\"'\\\s]|$)", _is_random),
)  # fmt: skip


# A text without any of these holds no credential.
_LITERALS = tuple(dict.fromkeys(literal for kind in KINDS for literal in kind.literals))


def credentials(text: str) -> list[Hit]:
    """Every credential in a text, by place, each once: the most telling kind of those that it may be."""
    found: list[Hit] = []
    taken: set[int] = set()
    for hit in _found(text):
        if hit.start not in taken:
            taken.add(hit.start)
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def _found(text: str) -> Iterator[Hit]:
    present = {literal for literal in _LITERALS if literal in text}
    for kind in KINDS if present else ():
        if not present.isdisjoint(kind.literals):
            for match in kind.pattern.finditer(text):
                if not is_placeholder(_secret(match)) and kind.is_real(match):
                    start, end = match.span("secret" if "secret" in kind.pattern.groupindex else 0)
                    yield Hit(start, end, kind.name)
