"""Personal data and credentials in text: what they look like, and what only looks like them.

Recognisers are functions of text alone, and linear in its length. A form that chance gives too often counts only where
a word beside it says what it is.
"""
