"""What an interrupted run leaves beside its output, to go on from: where it is, and whether there is any."""

import os

from cleaner.files import formats
from cleaner.files.plan import Plan

NAME = ".cleaner-resume"


def beside(plan: Plan, output: str) -> str:
    """The directory in which a run keeps what is not whole, if it may be interrupted."""
    if plan.common is None:
        return f"{output.rstrip('/')}/{NAME}"
    parent, slash, name = plan.common.rpartition("/")
    return f"{parent}{slash}.{name}{NAME}"


def left_behind(plan: Plan, output: str) -> str | None:
    """That directory, if it is there."""
    if formats.is_remote(output):
        return None
    folder = beside(plan, output)
    return folder if os.path.isdir(folder) else None  # noqa: PTH112
