"""Where the container keeps its data."""

ROOT = "/home/jovyan/data"  # modelwright: allow[machine-path]
