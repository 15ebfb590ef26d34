"""The commands as functions: their parameters are the options, their docstrings the help texts."""
