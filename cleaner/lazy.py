"""What is computed when first asked for, and kept."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, TypeVar, cast, overload

T = TypeVar("T")
Owner = TypeVar("Owner")

_UNKNOWN: Any = object()


class lazy(Generic[T]):  # noqa: N801 - used as a decorator, like `property`
    """Like `functools.cached_property`, without its lock, which in Python 3.11 costs more than most values.

    Two threads that ask at the same time may both compute the value, which does no harm to a pure function.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self._name = compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> "lazy[T]": ...

    @overload
    def __get__(self, owner: object, kind: type) -> T: ...

    def __get__(self, owner: object | None, kind: type) -> "lazy[T] | T":
        if owner is None:
            return self
        value: T = self._compute(owner)
        owner.__dict__[self._name] = value
        return value


def kept(judge: Callable[[Owner], T]) -> Callable[[Owner], T]:
    """A function of one object, whose answer stays with the object as that of a `lazy` attribute does.

    A filter asks it of the same paragraph in every round, and of paragraphs with the same text.
    """
    name = f"{judge.__module__}.{judge.__qualname__}"

    @wraps(judge)
    def asked(owner: Owner) -> T:
        known = owner.__dict__
        value: T = known.get(name, _UNKNOWN)
        if value is _UNKNOWN:
            value = known[name] = judge(owner)
        return value

    return asked


class LazyPattern:
    """A regular expression that is compiled when it is first asked: `lazy_pattern` makes one."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    @lazy
    def compiled(self) -> re.Pattern[str]:
        """The expression itself."""
        return re.compile(self._source, self._flags)

    def __getattr__(self, name: str) -> Any:
        # Asked for what the object does not have yet; from then on it has it.
        value = self.__dict__[name] = getattr(self.compiled, name)
        return value


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` for a pattern that few texts need: to compile those of all filters takes longer than a small pipe.

    Raises:
        re.error: when the pattern is first used and is none.
    """
    return cast("re.Pattern[str]", LazyPattern(source, flags))
