"""Numbers of things in messages."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things: `1 file`, `2 files`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def part(number: int, whole: int, one: str = "document") -> str:
    """So many of all: `1 of 2 documents`, `the only document`."""
    return f"the only {one}" if number == whole == 1 else f"{number} of {counted(whole, one)}"
