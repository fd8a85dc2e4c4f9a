"""Where the container keeps its data."""

ROOT = "/home/jovyan/data"  # modelwright: allow[machine-path] the home of the image that every notebook runs in
