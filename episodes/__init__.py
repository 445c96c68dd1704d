"""The product: one folder a feature, each with models, queries, actions, forms and views."""

import os

# Beside the one thread that multiplies, OpenBLAS lets others spin for what may come next: half of
# the CPU that a search by meaning costs, for no time won. It reads this once, when numpy is
# imported, so it is set before anything else, however the process was started.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.2.0"
