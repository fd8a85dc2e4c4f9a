"""The standards of a model repository, as code."""

import os

__version__ = "0.1.0"

# The threads of scikit-learn's trees wait for each other in a busy loop. Where other processes want the same cores,
# that loop is most of the work: twice the time for large fits, fifty times for many small ones. Sleeping at once is no
# cure, it costs three times as much on a quiet machine. A short loop and then sleep is as fast as the busy one when all
# is quiet. GNU's runtime reads this when it is loaded, so it is said before anything is imported.
os.environ.setdefault("GOMP_SPINCOUNT", "1000")
