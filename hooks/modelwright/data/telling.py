"""What the name of a column says about persons: that it names one, or that it describes one."""

from modelwright.patterns import compiled
from modelwright.privacy import births
from modelwright.privacy.words import spoken

_PERSON = (
    r"customer|client|patient|user|person|member|employee|staff|student|pupil|applicant|borrower|debtor|subscriber"
    r"|cust|passenger|policy ?holder|card ?holder|account ?holder|insured|driver|participant|respondent|subject|tenant"
    r"|guest|owner|contact|citizen|resident|kunden?|mitarbeiter|patienten"
)
_NUMBER = r"(?: ?(?:no|nr|num|number|nummer|\d))?"
# A bare `name` may be that of a product or a place: other columns tell.
_ANY_NAME = compiled(r"names?|nom|nome|naam|nombres?")
_IDENTIFYING = {
    "the e-mail address of a person": compiled(
        r"(?:\w+ )?e ?mails?(?: (?:ad(?:dress|resse)|id))?(?: \d)?|mail ad(?:dress|resse)|courriel"
        r"|correo(?: electr[oó]nico)?"
    ),
    "the phone number of a person": compiled(
        r"(?:(?:home|work|mobile|cell|private|business|office|day ?time|evening|contact|" + _PERSON + r") ?)?"
        r"(?:phone|telephone|telefon|t[ée]l[ée]phone|tel[ée]fono|tel|mobile|mobil|cell|fax|handy|msisdn|rufnummer)"
        + _NUMBER
    ),
    "the postal address of a person": compiled(
        r"(?:(?:home|street|postal|mailing|billing|shipping|delivery|residential|" + _PERSON + r") ?)?"
        r"(?:ad(?:dress|resse|res)|direcci[oó]n|indirizzo)(?: ?(?:line)? ?\d)?|street(?: name)?|stra(?:ss|ß)e"
        r"|house (?:no|number)|hausnummer"
    ),
    "the account of a person": compiled(
        r"iban|(?:bank ?)?account (?:no|nr|num|number)|konto ?(?:nr|nummer)"
        r"|(?:(?:credit|debit|payment) ?)?card (?:no|nr|num|number)|cc ?(?:no|num|number)"
        r"|user ?name|login(?: name)?|screen name|nick ?name"
    ),
    "a document of a person": compiled(
        r"ssn|ni(?:n|no|f)|dni|bsn|cpf|social security" + _NUMBER + r"|social insurance" + _NUMBER
        + r"|(?:national|tax|personal|government)"
        r" (?:id|identity|identification|insurance)" + _NUMBER
        + r"|passport" + _NUMBER + r"|id card" + _NUMBER + r"|driv(?:er s|ers|ing) licen[cs]e" + _NUMBER
        + r"|(?:licen[cs]e|number) plate|person ?nummer|steuer (?:id|nr|nummer)|health insurance (?:no|number|id)"
    ),
    "a device of a person": compiled(
        r"ip|ip ?addr(?:ess)?|mac ?addr(?:ess)?|imei|imsi|(?:device|cookie|advertising) id"
    ),
}  # fmt: skip
_IDENTIFIER = compiled(rf"(?:{_PERSON}) ?(?:id|ids|no|nr|num|number|nummer|key|code|ref|uuid|guid)")
_DESCRIBING = compiled(
    rf"(?:(?:{_PERSON}) )?(?:"
    r"age(?: (?:in )?(?:years?|yrs?)| ?groups?| band| range| class)?|[âa]ge|alter|edad|et[àa]|idade|leeftijd"
    r"|sex|gender|geschlecht|sexe|sexo|sesso|birth ?year|year of birth|birth ?month|geburts ?jahr"
    r"|marriage|marital(?: status)?|civil status|familien ?stand|[ée]tat civil|estado civil"
    r"|nationality|citizenship|country of (?:birth|origin)|(?:native|birth) country|birth ?place|place of birth"
    r"|race|ethnicity|ethnic(?: group| origin)?|skin colou?r|religion|denomination|mother tongue|native language"
    r"|education(?:al)?(?: level)?|occupation|job(?: title)?|profession|beruf|employer"
    r"|(?:zip|post|postal)(?: ?code)?|zip ?\d|plz|postleitzahl|code postal"
    r")"
)


def identifying(name: str) -> str | None:
    """What a column of this name holds that says who a person is, in words; None where the name does not say so."""
    shown = spoken(name).strip()
    if births.is_name(name) and not _ANY_NAME.fullmatch(shown):
        return "the name of a person"
    return next((kind for kind, pattern in _IDENTIFYING.items() if pattern.fullmatch(shown)), None)


def is_bare_name(name: str) -> bool:
    """Whether the name of a column is `name` and no more: of whom or what, the other columns have to tell."""
    return bool(_ANY_NAME.fullmatch(spoken(name).strip()))


def is_identifier(name: str) -> bool:
    """Whether a column of this name holds a number that stands for a person, such as `customer_id`."""
    return bool(_IDENTIFIER.fullmatch(spoken(name).strip()))


def is_describing(name: str) -> bool:
    """Whether a column of this name describes a person, as an age or a postcode does."""
    return births.is_birth(name) or bool(_DESCRIBING.fullmatch(spoken(name).strip()))
