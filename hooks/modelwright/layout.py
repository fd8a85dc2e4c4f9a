"""The names that files of a model repo have, for whoever only looks for them: the spec is slow to import."""

SPEC_NAME = "model.toml"
ANSWERS = ".copier-answers.yml"
