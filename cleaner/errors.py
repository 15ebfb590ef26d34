"""What goes wrong and is told to the user in one line."""


class CleanerError(Exception):
    """Something the user can mend: the message names the place and the remedy."""


class SettingsError(CleanerError, ValueError):
    """A setting that does not exist or does not fit."""
