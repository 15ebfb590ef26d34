"""Compressed streams: gzip from the standard library, Zstandard from the extra `zstd`.

What is packed has no name and no time in it, so that the same text always gives the same bytes.
"""

import io
from typing import IO, Any, Protocol, cast

from cleaner.errors import CleanerError
from cleaner.files import formats

_GZIP_LEVEL = 6
_ZSTD_LEVEL = 3

#: Compressed bytes that are unpacked at once: they may be a thousand times as much then.
_STEP = 16 * 1024

#: The largest window that Zstandard has (`zstd --long=31`).
_WINDOW = 2**31


class Packer(Protocol):
    """Packs bytes piece by piece; `flush` ends what has been begun, so that it can be unpacked by itself."""

    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


def packer(suffix: str) -> Packer:
    """A packer for files that end so. Its first bytes may come only with `flush`."""
    if suffix == formats.GZIP:
        return _Gzip()
    return cast(Packer, _zstandard().ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True).compressobj())


class _Gzip:
    """One gzip member."""

    def __init__(self) -> None:
        import zlib

        self._packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 31)

    def compress(self, data: bytes) -> bytes:
        return self._packer.compress(data)

    def flush(self) -> bytes:
        return self._packer.flush()


def unpacked(stream: IO[bytes], suffix: str) -> IO[bytes]:
    """What is in a compressed stream, as a stream; closing it closes both.

    Raises:
        EOFError: nothing is in it. What was empty before it was packed is not empty packed.
    """
    if not stream.peek(1):  # type: ignore[attr-defined]  # all have a buffer
        raise EOFError
    if suffix == formats.GZIP:
        import gzip

        # GzipFile closes only what it has opened itself; myfileobj is how it knows.
        file = gzip.GzipFile(fileobj=stream, mode="rb")
        file.myfileobj = stream  # type: ignore[assignment]
        return cast("IO[bytes]", file)
    return io.BufferedReader(_Zstd(stream), 128 * 1024)


class _Zstd(io.RawIOBase):
    """Frames of Zstandard, one after the other. Unlike the library's own reader, it tells when the last is cut off."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._library = _zstandard()
        self._frame: Any = None
        self._packed = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if not self._advance():
                return 0
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _advance(self) -> bool:
        """Unpack some more; whether there was any."""
        self._packed = self._packed or self._stream.read(_STEP)
        if not self._packed:
            if self._frame is not None:
                raise EOFError
            return False
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        try:
            self._ready = memoryview(self._frame.decompress(self._packed))
        except self._library.ZstdError as error:
            raise OSError(str(error)) from None
        self._packed = b""
        if self._frame.eof:
            self._packed = self._frame.unused_data
            self._frame = None
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError:
        raise CleanerError(
            "files ending in .zst need the package zstandard: pip install 'presscleaner[zstd]'"
        ) from None
    return zstandard
