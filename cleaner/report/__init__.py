"""What is told of a run and of its texts: ledger, differences, statistics, scores, pages on filters and settings."""
