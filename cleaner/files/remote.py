"""Files that are somewhere else (`s3://...`, `gs://...`, `https://...`), through fsspec, the extra `remote`.

They are read as streams. What is written is made in a local temporary file first and sent whole: an object store has
no name to put half a file under.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from cleaner.errors import CleanerError
from cleaner.files.errors import shown

_BUFFER = 1024 * 1024


def open_input(name: str) -> IO[bytes]:
    """The bytes of a file, as a stream that can seek."""
    with _explained(name):
        files, path = _place(name)
        # Its own way to find line ends is slow.
        return io.BufferedReader(cast("io.RawIOBase", files.open(path, "rb")), _BUFFER)


def is_folder(name: str) -> bool:
    """Whether a name is that of a directory with something in it."""
    with _explained(name):
        files, path = _place(name)
        return bool(files.isdir(path))


def exists(name: str) -> bool:
    """Whether there is a file or directory of this name."""
    with _explained(name):
        files, path = _place(name)
        return bool(files.exists(path))


def walk(name: str) -> list[str]:
    """The paths of all files in a directory and below, relative to it, sorted; without hidden ones."""
    with _explained(name):
        files, path = _place(name)
        root = path.rstrip("/") + "/"
        found = sorted(str(entry)[len(root) :] for entry in files.find(path))
        return [entry for entry in found if not any(part.startswith(".") for part in entry.split("/"))]


def stamp(name: str) -> str:
    """What changes when the file does: size, time and checksum, as far as they are known."""
    with _explained(name):
        files, path = _place(name)
        info = files.info(path)
        return " ".join(str(info.get(key, "")) for key in ("size", "ETag", "etag", "LastModified", "mtime", "md5Hash"))


def size(name: str) -> int:
    """Bytes of a file; 0 if that is not known."""
    with _explained(name):
        files, path = _place(name)
        return int(files.size(path) or 0)


def send(local: str, name: str) -> None:
    """Put a local file where an address says, whole."""
    with _explained(name):
        files, path = _place(name)
        refused = None
        try:
            files.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH120 - no local path
        except NotImplementedError:
            # A storage without folders has none to make.
            pass
        except PermissionError as error:
            # Who may write to a bucket need not be allowed to make one.
            refused = error
        try:
            files.put_file(local, path)
        except FileNotFoundError:
            if refused is not None:
                raise refused from None
            raise


def join(folder: str, relative: str) -> str:
    """The address of a file in a directory."""
    return folder.rstrip("/") + "/" + relative


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Tell in one line what goes wrong: every kind of storage has errors of its own."""
    try:
        yield
    except (CleanerError, OSError):
        raise
    except ImportError as error:
        raise CleanerError(f"{shown(name)}: {_line(error)}") from None
    except Exception as error:
        raise CleanerError(f"{shown(name)}: {type(error).__name__}: {_line(error)}") from None


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())


def _place(name: str) -> tuple[Any, str]:
    """The storage and the path in it."""
    try:
        import fsspec
    except ImportError:
        raise CleanerError(
            f"{shown(name)}: addresses need the package fsspec: pip install 'presscleaner[remote]'"
        ) from None
    try:
        files, path = fsspec.core.url_to_fs(name)
    except ValueError:
        scheme = name.partition("://")[0]
        raise CleanerError(f"{shown(name)}: no storage is known for addresses that begin with {scheme}://") from None
    return files, path
