"""Great Expectations' validator, without progress bars, which it draws where it has no context.

Importing this module imports Great Expectations.
"""

from great_expectations.validator.validator import Validator


class QuietValidator(Validator):
    """A validator that draws nothing."""

    def _determine_progress_bars(self) -> bool:
        return False
