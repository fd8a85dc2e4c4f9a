"""The verdicts of the gates as people and programs read them: text, JSON and JUnit."""
