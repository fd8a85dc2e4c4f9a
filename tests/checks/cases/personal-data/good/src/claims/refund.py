"""Pays a claim back."""

# Questions: support@claims.internal
TRIAL_ACCOUNT = "DE00 0000 0000 0000 0000 00"
TRIAL_CARD = "XXXX-XXXX-XXXX-4242"
CALL_BACK = "+1 202 555 0143"
FLAGGED = [
    {"person": "p-7f3a"},
    {"last_ip": "192.0.2.17"},
    {"name": "Example policy", "valid_from": "2024-05-12"},
    {"contact": "jane.roe@example.com"},
]
MODEL_VERSION = "12.4.131.2"
CHECKSUM = 4539148803436467
