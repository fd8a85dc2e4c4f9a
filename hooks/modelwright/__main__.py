"""`python -m modelwright`, for where the script is not on the path."""

from modelwright.cli import main

raise SystemExit(main())
