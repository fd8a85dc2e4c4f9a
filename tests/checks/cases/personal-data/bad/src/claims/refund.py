"""Pays a claim back."""

# Asked for by phone; send the receipt to jane.roe@claims.internal  # finding: e-mail address
TRIAL_ACCOUNT = "DE89 3704 0044 0532 0130 00"  # finding: IBAN
TRIAL_CARD = "4242-4242-4242-4242"  # finding: payment card number
CALL_BACK = "+1 555 867 5309"  # finding: phone number
FLAGGED = [
    {"ssn": "536904399"},  # finding: US social security number
    {"last_ip": "81.2.69.142"},  # finding: IP address
    {"name": "Jane Roe", "date_of_birth": "1984-05-12"},  # finding: name beside a date of birth
]
