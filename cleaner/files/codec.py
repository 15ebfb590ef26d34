"""Bytes to text and back, without ever touching a line end."""

from functools import cached_property

from cleaner.errors import CleanerError

#: Encodings of names and of source code, which are none of texts.
_OF_NAMES = ("idna", "punycode", "undefined")


class Codec:
    """How bytes become text, and text bytes.

    Args:
        encoding: name of the encoding, for reading and for writing.
        errors: what to do with bytes that are not valid, and with characters that the encoding does not have.
        binary: whether NUL bytes are let through. Text has none, so that by default they are an error.
        fixed: whether the user cannot choose another encoding, so that messages name no option.

    Raises:
        CleanerError: there is no such encoding.
    """

    def __init__(
        self, encoding: str = "utf-8", errors: str = "strict", *, binary: bool = False, fixed: bool = False
    ) -> None:
        self.encoding = encoding
        self.errors = errors
        self.binary = binary
        self.fixed = fixed
        try:
            if encoding.lower() in _OF_NAMES:
                raise LookupError
            "a".encode(self.encoding)
        except (LookupError, UnicodeError, ValueError):
            raise CleanerError(f"--encoding {self.encoding}: no such text encoding is known") from None

    @cached_property
    def is_plain_utf_8(self) -> bool:
        """Whether this is UTF-8 and nothing that is not valid gets through."""
        return self._is_utf_8 and self.errors == "strict" and not self.binary

    @cached_property
    def _is_utf_8(self) -> bool:
        return self.encoding.lower().replace("_", "-") in ("utf-8", "utf8")

    @cached_property
    def is_bytewise(self) -> bool:
        """Whether ASCII characters can be looked for among the bytes, and the others be left as they are."""
        import codecs

        one_byte = codecs.lookup(self.encoding).name.startswith(("ascii", "iso8859", "cp125", "koi8"))
        return (self._is_utf_8 or one_byte) and self.errors in ("strict", "surrogateescape")

    @cached_property
    def keeps_line_ends(self) -> bool:
        """Whether a line end is the same byte as in ASCII, so that bytes can be cut into lines."""
        return "\n".encode(self.encoding) == b"\n"

    def decode(self, raw: bytes, name: str) -> str:
        """The text of a file.

        Raises:
            CleanerError: it is binary, or not valid in this encoding; the message names the byte and the remedy.
        """
        if not self.binary and b"\0" in raw and self.keeps_line_ends:
            raise _binary(name, raw.index(0), raw)
        try:
            text = raw.decode(self.encoding, self.errors)
        except UnicodeDecodeError as error:
            raise self._invalid(error, name, raw) from None
        except UnicodeError as error:
            raise CleanerError(f"{name}: not valid {self.encoding}: {error}: use another --encoding") from None
        if not self.binary and "\0" in text:
            before = text[: text.index("\0")].encode(self.encoding, "surrogatepass")
            raise _binary(name, len(before), b"")
        return text

    def encode(self, text: str, name: str) -> bytes:
        """The bytes of a text.

        Raises:
            CleanerError: the encoding lacks a character of it.
        """
        try:
            return text.encode(self.encoding, self.errors)
        except UnicodeEncodeError as error:
            code = f"U+{ord(error.object[error.start]):04X}"
            remedy = "use --errors replace" if self._is_utf_8 else "use --encoding utf-8, or --errors replace"
            raise CleanerError(f"{name}: {code} cannot be written in {self.encoding}: {remedy}") from None

    def check(self, text: str, name: str) -> None:
        """See to it that bytes which are no text are none in what is made of a text either.

        Raises:
            CleanerError: cleaning has brought some of them together that make a character.
        """
        if self.errors != "surrogateescape" or text.isascii():
            return
        try:
            again = text.encode(self.encoding, self.errors).decode(self.encoding, self.errors)
        except UnicodeError:
            return
        if again != text:
            raise CleanerError(
                f"{name}: bytes that are not valid {self.encoding} would be valid side by side: use --errors replace"
            )

    def loses(self, raw: bytes) -> bool:
        """Whether some of the bytes would not come back from the text that they give."""
        if self.errors == "strict":
            return False
        return raw.decode(self.encoding, self.errors).encode(self.encoding, self.errors) != raw

    def _invalid(self, error: UnicodeDecodeError, name: str, raw: bytes) -> CleanerError:
        from cleaner.files import magic

        if told := magic.told(raw[: magic.LENGTH], name):
            return CleanerError(f"{name}: {told}")
        utf_8 = self._is_utf_8
        label = "UTF-8" if utf_8 else self.encoding
        byte = f" (0x{error.object[error.start]:02x})" if error.start < len(error.object) else ""
        problem = f"{name}: not valid {label} at byte {error.start}{byte}"
        if self.fixed:
            return CleanerError(problem)
        remedy = "use --encoding latin-1" if utf_8 else "use another --encoding"
        return CleanerError(f"{problem}: {remedy}, or --errors replace")


def asked_for(encoding: str, errors: str | None) -> Codec:
    """The codec that a command line asks for: whoever takes what is not valid takes NUL bytes as well.

    Raises:
        CleanerError: there is no such encoding.
    """
    return Codec(encoding, errors or "strict", binary=errors not in (None, "strict"))


#: For an empty chain: every byte becomes a character and the same byte again, whatever the encoding.
VERBATIM = Codec("utf-8", "surrogateescape", binary=True)


def _binary(name: str, position: int, raw: bytes) -> CleanerError:
    from cleaner.files import magic

    if told := magic.told(raw[: magic.LENGTH], name):
        return CleanerError(f"{name}: {told}")
    encoding = magic.utf_16_of(raw)
    remedy = f"use --encoding {encoding}" if encoding else "use --errors replace to clean it all the same"
    return CleanerError(f"{name}: binary file (NUL byte at {position}): {remedy}")
