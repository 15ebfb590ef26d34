"""What this process has written so far, for whoever interrupts it."""

#: How many names are told; of more files, their number and the last one.
_FEW = 2

_names: list[str] = []
_counts = {"appeared": 0, "sent": 0}


def add(name: str) -> None:
    """Remember what stands under its own name now."""
    _counts["appeared"] += 1
    _names.append(name)
    del _names[:-_FEW]


def sent() -> None:
    """Remember that something went where it cannot be told how much of it is there: to a pipe, a device."""
    _counts["sent"] += 1


def told() -> str:
    """All that is written, in words; "" if only what was sent is."""
    from cleaner.files.errors import shown

    count = _counts["appeared"]
    rest = "" if _counts["sent"] else ", nothing else"
    if not count:
        return "" if _counts["sent"] else "nothing is written"
    if count > _FEW:
        return f"{count} files are written, {shown(_names[-1])} the last{rest}"
    return f"{' and '.join(map(shown, _names))} {'is' if count == 1 else 'are'} written{rest}"
