"""The parts of scripts/bench.py: the corpus, the tools it is compared with, the measuring, the page."""
