"""The command line: it parses, calls and prints. What a command does is done elsewhere."""
