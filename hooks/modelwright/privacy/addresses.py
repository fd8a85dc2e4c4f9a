"""E-mail and internet addresses."""

import re
from collections.abc import Container, Iterator

from modelwright.patterns import compiled
from modelwright.privacy.hits import Hit
from modelwright.privacy.words import Context, words

EMAIL, INTERNET = "e-mail address", "IP address"

# Top-level domains of letters that mail is sent to, besides those of countries; others are attributes or file names.
_DOMAINS = frozenset(
    """
    com org net edu gov mil int info biz name pro app dev cloud online site store tech xyz email work works shop
    agency berlin hamburg wien koeln bayern saarland swiss paris london nyc tokyo asia health healthcare care bank
    insurance museum aero coop jobs mobi travel tel cat post global group company team digital software systems
    solutions network media news blog design academy education university school science institute foundation ngo ong
    club live life world today space studio social chat support internal local lan corp intra intranet home private
    consulting legal law finance capital ventures partners services international engineering energy clinic dental
    hospital press page link plus one top vip icu eus gal scot
    """.split()  # noqa: SIM905
)
# The domains of countries have two letters.
_OF_COUNTRY = 2
_NOT_COUNTRIES = {
    "to",
    "mm",
    "at",
    "is",
    "in",
    "as",
    "id",
    "py",
    "md",
    "rs",
    "sh",
    "so",
    "ps",
    "ml",
    "tf",
    "pt",
    "st",
    "sc",
    "my",
}
_EMAIL = compiled(
    r"@(?<=[A-Za-z0-9_%+\-]@)((?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,8})([A-Za-z]{2,24})(?![A-Za-z0-9_\-])"
)
_LOCAL = compiled(r"[A-Za-z0-9À-ÿ._%+\-]{1,64}\Z")
# Domains that are set aside for examples (RFC 2606 and 6761), or that stand for one's own.
_EXAMPLE = compiled(
    r"(?:.*\.)?(?:example(?:\.[a-z.]{2,7})?|[a-z0-9.-]*\.(?:example|test|invalid|localhost))"
    r"|(?:my|your?|some|an?y|sub)?-?(?:domain|organi[sz]ation|org|company|email|mail|server|host|site|website|provider)"
    r"\.(?:com|org|net|tld|xyz|local)|test\.(?:com|org|net)"
    r"|(?:example|foo|bar|baz|acme-example|yourdomain|users\.noreply\.github|localhost)(?:\.[a-z]{2,7}){1,2}"
)
_OWN_COMPANY = {"company.com", "organization.org", "organisation.org", "mail.com", "email.com", "provider.com"}
# Whom nobody is: placeholders, programs, and mailboxes of a function rather than a person.
_NOBODY = compiled(
    r"(?:git|hg|svn|user|username|user[-_.]?name|your|you|me|name|someone|somebody|anybody|foo|bar|baz|x+|abc|email|e-?mail"
    r"|your[-_.].*|my[-_.].*|no-?-?_?reply.*|do-?not-?reply.*|.*[-_.+]no-?reply|info|contact|support|help|helpdesk|hello|hi|admin"
    r"|administrator|root|webmaster|postmaster|hostmaster|abuse|security|sales|marketing|team|office|press|privacy|legal|dev"
    r"|devs|developers?|opensource|open-source|oss|feedback|mailer-daemon|daemon|notifications?|alerts?|service|jobs|careers|hr"
    r"|billing|accounts?|ops|devops|ci|bot|.*\[bot\]|.*-bot|data|ml|mlops|maintainers?|conduct|code-?of-?conduct|list|announce"
    r"|[a-z-]*-(?:dev|users?|team|list|announce|discuss|maintainers)"
    r"|secure|security[-_.].*|.*[-_.]security|conduct[-_.].*|.*[-_.]conduct|opencode|bugs?|bug[-_].*|community|enquiries"
    r"|inquiries|media|events|actions?|github[-_]?actions?|octocat|examples?[0-9]{0,4}|user[0-9]{1,4}|foo[-_.]?bar"
    r"|test[-_.]?(?:user|e?mail|account|address)?[0-9]{0,4}|(?:john|jane|j)[-_.]?doe)",
    re.IGNORECASE,
)
# `a@b.com`, `xxx@yyy.org`.
_LETTERS_ONLY = compiled(r"(.)\1{0,3}@(.)\2{0,3}\.[a-z.]{2,7}", re.IGNORECASE)
# `name@github.com/path`: where git finds a repository.
_GIT_HOST = compiled(r"(?:github|gitlab|bitbucket)\.(?:com|org)/")
# A program's name for a message: digits before the sign.
_MESSAGE_ID = 20
_FOLLOWS_CODE = compiled(r"[(\[]|:[\w/~.]")
_LETTER = compiled(r"[^\W\d_]")
_SHELL = compiled(r"\b(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh)\b[^\n]*\Z")
_CREDITED = compiled(
    r"(?<![A-Za-z])(?i:authors?|maintain(?:er|ed)\w*|copyright|©|\(c\)|contributors?|licen[cs]e|credits|donors?|creators?"
    r"|thanks to|courtesy of|bug reports? to|author_email|maintainer_email|__email__|signed-off-by|co-authored-by"
    r"|reviewed-by|reported-by|message-id|packager|ssh-(?:rsa|ed25519|dss)|from git|user\.email|last-translator"
    r"|language-team|report-msgid-bugs-to)(?![A-Za-z])"
    r"|(?<![A-Za-z])[Bb]y (?=[A-Z])"
)
_IPV4 = compiled(r"([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})(?:/(?:[0-9]|[12][0-9]|3[0-2]))?")
_IPV6 = compiled(r"2(?<![\w:.]2)[0-9a-fA-F]{3}:(?:[0-9a-fA-F]{0,4}:){2,6}[0-9a-fA-F]{1,4}(?![\w:])")
_INTERNET_WORDS = words(
    r"ips?|ip ?v[46]|ip ?addr\w*|addr|address|remote|visitor|client|host|forwarded for|peer|login|origin"
)
_VERSION = compiled(
    r"(?:version|ver|release|rev|build|v|section|chapter|oid|§|[=<>!~]=|[<>^@])[\"']?[ :=]*[\"']?\Z", re.IGNORECASE
)
_MANY = 1_000
# Fewer different characters are a placeholder, such as `2222::2`.
_VARIED = 5
_LARGE = 40
# `123.123.123.123` aside, whose parts are all the same.
_COUNTED_UP = {"1.2.3.4", "4.3.2.1", "12.34.56.78", "123.45.67.89", "11.22.33.44"}
# What a download or a shell says of the server that it talks to.
_SERVER = compiled(r"\b(?:Resolving |Connecting to |Connected to |Trying |host key for |PING )[^\n]*\Z")
_ALIKE = compiled(r"([0-9]+)(?:\.\1){3}")
_RESOLVERS = {"8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9", "208.67.222.222", "208.67.220.220"}


def emails(text: str, contacts: Container[str] = frozenset(), *, credit: bool = True) -> Iterator[Hit]:
    """Every e-mail address of a person.

    Args:
        text: where to look.
        contacts: addresses in lower case that the team has published itself.
        credit: leave out those that credit an author, which no column of data does.
    """
    if not _may_hold_mail(text):
        return
    line_end, is_credit = -1, False
    for match in _EMAIL.finditer(text):
        at = match.start()
        local = _LOCAL.search(text, max(at - 64, 0), at)
        if local is None or not _is_domain(match[1], match[2]):
            continue
        whose, domain = local[0].lstrip(".%-"), (match[1] + match[2]).lower()
        after = text[match.end() : match.end() + 2]
        if not whose or (len(whose) >= _MESSAGE_ID and not any(map(str.isalpha, whose))):
            continue
        # A call or an index follows an attribute, a path follows the host of a shell.
        if _FOLLOWS_CODE.match(after) or _GIT_HOST.match(text, at + 1) or _is_in_url(text, local.start()):
            continue
        if f"{whose}@{domain}".lower() in contacts or not _is_person(whose, domain):
            continue
        if credit and at > line_end:  # the first address of a line speaks for all of them
            is_credit = _is_credit(text, local.start())
            line_end = text.find("\n", at) % (len(text) + 1)
        if not is_credit:
            yield Hit(local.start(), match.end(), EMAIL)


def _may_hold_mail(text: str) -> bool:
    """Whether the sign stands behind a letter or the like anywhere: in most code, it only begins decorators."""
    if text.count("@") > _MANY:
        return True
    return any(before and (before[-1].isalnum() or before[-1] in "_%+-") for before in text.split("@")[:-1])


def _is_domain(labels: str, top: str) -> bool:
    top = top.lower()
    if len(top) != _OF_COUNTRY and top not in _DOMAINS:
        return False
    last = labels[:-1].rpartition(".")[2]
    # `X@w.to` multiplies; `icon@2x.md` is a picture.
    return not (top in _NOT_COUNTRIES and len(last) <= _OF_COUNTRY) and last.lower() not in {
        "self",
        "cls",
        "2x",
        "3x",
        "np",
        "torch",
    }


def _is_person(whose: str, domain: str) -> bool:
    if (_EXAMPLE.fullmatch(domain) and domain not in _OWN_COMPANY) or _NOBODY.fullmatch(whose):
        return False
    return not _LETTERS_ONLY.fullmatch(f"{whose}@{domain}")


def _is_in_url(text: str, start: int) -> bool:
    """Whether this is the user of a URL, or follows another sign that is no mail: `//token@host`, `@name@server`."""
    before = text[max(start - 200, 0) : start]
    word = re.split(r"[\s\"'<>(),]", before)[-1]
    return "://" in word or word.endswith(("/", "@"))


def _is_credit(text: str, start: int) -> bool:
    """Whether the line, or the list that it goes on with, credits an author or names a host for a shell."""
    line = text[max(start - 300, 0) : start].rpartition("\n")[2]
    if _CREDITED.search(line) or _SHELL.search(line):
        return True
    above = text[max(start - 1_500, 0) : start].split("\n")[:-1]
    for one in reversed(above[-15:]):
        if _CREDITED.search(one):
            return True
        if "@" not in one and _LETTER.search(one):
            return False
    return False


def is_internet(text: str, whole: str, start: int, end: int, context: Context) -> bool:
    """Whether `text`, which stands in `whole`, is a public address rather than a version of four parts."""
    match = _IPV4.fullmatch(text)
    if match is None:
        return False
    parts = [int(one) for one in match.groups()]
    if parts[3] in {0, 255} or not _is_public(text.partition("/")[0]):  # the last part is that of a network, or of all
        return False
    if whole.startswith(".in-addr", end) or _is_of_server(whole, start):
        return False
    if context.says(_INTERNET_WORDS, start, end, before=30):
        return True
    if whole[max(start - 3, 0) : start] == "://":
        return True
    # Hardly an address has fewer than two large parts, hardly a version has more than one.
    large = sum(one >= _LARGE for one in parts)
    return large > 1 and not _VERSION.search(whole[max(start - 24, 0) : start])


def _is_public(address: str) -> bool:
    """Whether an address is somebody's: not private, and not set aside for documentation (RFC 5737, RFC 3849)."""
    import ipaddress

    if address in _RESOLVERS or address in _COUNTED_UP or _ALIKE.fullmatch(address):
        return False
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return False
    return read.is_global and not read.is_multicast


def _is_of_server(text: str, start: int) -> bool:
    return bool(_SERVER.search(text[max(start - 200, 0) : start].rpartition("\n")[2]))


def internet_6(text: str) -> Iterator[Hit]:
    """Every public address of version 6; those set aside for documentation (RFC 3849, RFC 9637) aside."""
    if ":" not in text:
        return
    for match in _IPV6.finditer(text):
        if len(set(match[0])) >= _VARIED and _is_public(match[0]) and not _is_of_server(text, match.start()):
            yield Hit(match.start(), match.end(), INTERNET)
