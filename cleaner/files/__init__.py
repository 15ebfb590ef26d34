"""Files: where documents come from and where they go. Knows formats, compression and names; knows no filter."""
