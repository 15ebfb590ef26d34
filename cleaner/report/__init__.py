"""What is told of a run: the ledger, differences, statistics, and the pages that explain filters and settings."""
