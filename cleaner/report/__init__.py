"""What is told of a run: the ledger, differences, statistics, scores, and the pages that explain filters and settings."""
