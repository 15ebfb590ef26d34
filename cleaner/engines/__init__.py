"""The stages that work on tables, in SQL: on DuckDB, out of core, and in words that other engines understand too."""
