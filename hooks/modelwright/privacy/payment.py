"""Payment cards and bank accounts."""

from collections.abc import Iterator

from modelwright.patterns import compiled
from modelwright.privacy.hits import Hit
from modelwright.privacy.words import words

CARD, ACCOUNT = "payment card number", "IBAN"
CARD_WORDS = words(
    r"cards?|credit|debit|cc ?(?:num\w*|no|nr)|ccnum\w*|pan|visa|mastercard|amex|maestro|unionpay|diners|jcb|kredit\w*"
    r"|karten\w*|carte|tarjeta|carta|cart[aã]o|primary account"
)
# First digits and lengths, by network.
_NETWORKS = (
    (compiled(r"4"), {13, 16, 19}),
    (compiled(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), {16}),
    (compiled(r"3[47]"), {15}),
    (compiled(r"6011|64[4-9]|65"), {16, 17, 18, 19}),
    (compiled(r"30[0-5]|36|38"), {14, 16}),
    (compiled(r"352[89]|35[3-8]"), {16}),
    (compiled(r"62"), {16, 17, 18, 19}),
    (compiled(r"50[1-3]8|5020|6304|67[56]|679"), {12, 13, 14, 15, 16, 17, 18, 19}),
)
# Numbers that the networks and payment providers publish for tests. No account has them.
_FOR_TESTS = frozenset(
    """
    4111111111111111 4242424242424242 4012888888881881 4000056655665556 4222222222222 4917610000000000
    4000000000000002 4000002500003155 4000000000009995 5555555555554444 5105105105105100 5200828282828210
    2223003122003222 2223000048400011 5454545454545454 378282246310005 371449635398431 378734493671000 370000000000002
    6011111111111117 6011000990139424 6011000000000004 6011981111111113 30569309025904 38520000023237 3056930009020004
    36227206271667 3530111333300000 3566002020360505 6200000000000005 6205500000000000004 6759649826438453
    """.split()  # noqa: SIM905
)
_IBAN = compiled(
    r"[A-Z](?<![A-Za-z0-9_][A-Z])[A-Z][0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?(?![A-Za-z0-9])"
)
_LENGTHS = {
    one[:2]: int(one[2:])
    for one in (  # noqa: SIM905
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
        "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 "
        "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 "
        "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 "
        "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30 "
    ).split()
}


def is_card(digits: str) -> bool:
    """Whether a network gives out numbers like this, with the check digit of ISO/IEC 7812 (Luhn)."""
    known = any(network.match(digits) and len(digits) in lengths for network, lengths in _NETWORKS)
    return known and _luhn(digits) and len(set(digits)) > 1


def is_for_tests(digits: str) -> bool:
    """Whether a number is published for tests."""
    return digits in _FOR_TESTS


def accounts(text: str) -> Iterator[Hit]:
    """Every IBAN, with or without its blanks: country, length and check digits (ISO 13616)."""
    for match in _IBAN.finditer(text):
        if (length := _LENGTHS.get(match[0][:2])) is None:
            continue
        # The words after it may be in capitals too.
        taken = [at for at, character in enumerate(match[0]) if character not in " -"][:length]
        compact = "".join(match[0][at] for at in taken)
        rest = match[0][taken[-1] + 1 :]
        if len(compact) == length and (not rest or rest[0] in " -") and is_iban(compact):
            yield Hit(match.start(), match.start() + taken[-1] + 1, ACCOUNT)


def is_iban(compact: str) -> bool:
    """Whether the check digits are right (ISO 7064, modulo 97-10). One of zeros only is a placeholder."""
    if not set(compact[4:]) - {"0", "X"}:
        return False
    return int("".join(str(int(one, 36)) for one in compact[4:] + compact[:4])) % 97 == 1


def _luhn(digits: str) -> bool:
    doubled = (sum(divmod(2 * int(one), 10)) for one in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0
