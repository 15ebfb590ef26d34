"""The program `cleaner`."""

import sys

#: First arguments that are for the program itself and not for its command `clean`.
_OWN_OPTIONS = ("-h", "--help", "-V", "--version", "--install-completion", "--show-completion")


def main() -> int:
    """Run the program; its exit status."""
    try:
        from cleaner.cli.messages import guarded

        return guarded(lambda: _run(sys.argv[1:]))
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    if not arguments and not (sys.stdin is not None and sys.stdin.isatty()):
        arguments = ["clean"]
    elif arguments and arguments[0].startswith("-") and arguments[0].split("=")[0] not in _OWN_OPTIONS:
        arguments = ["clean", *arguments]
    if _is_plain(arguments):
        from cleaner.cli.clean import CleanOptions, run

        return run(CleanOptions(paths=arguments[1:]))
    from cleaner.cli import app

    app.run(arguments)
    return 0


def _is_plain(arguments: list[str]) -> bool:
    """Whether this is `clean` with nothing but paths. Parsing options costs more than cleaning a page."""
    return arguments[:1] == ["clean"] and not any(a.startswith("-") and a != "-" for a in arguments[1:])


if __name__ == "__main__":
    sys.exit(main())
