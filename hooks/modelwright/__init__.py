"""The standards of a model repository, as code."""

import os

__version__ = "0.1.0"

# scikit-learn's trees wait for each other in a busy loop. Where another process needs a core, that loop makes training
# up to fifty times slower; sleeping costs nearly nothing. It is read when the library is loaded, so it is said first.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
