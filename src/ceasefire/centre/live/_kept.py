"""What pages keep of what they made: the last few, for as long as that is there which they were made from."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The last few things made, by the very object they were made from and what else they depend on.

    Of several threads that ask for the same one makes it and the others wait: it would take each of them as long.
    """

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._most = most
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[Hashable, ...], tuple[weakref.ref[object], Made]] = OrderedDict()
        self._making: dict[tuple[Hashable, ...], threading.Lock] = {}

    def get(self, of: object, make: Callable[[], Made], *rest: Hashable) -> Made:
        """Return what was made of an object, made now if it is not kept.

        Args:
            of: What it is made from. When that is gone, so is what was made of it.
            make: Makes it; must not ask for the same again.
            rest: What else it depends on: the language, the role.
        """
        key = (id(of), *rest)
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            try:
                with self._lock:
                    kept = self._made.get(key)
                if kept is not None and kept[0]() is of:
                    return kept[1]
                made = make()
                # without the lock: what is gone may be found to be gone anywhere, in a thread that holds it too
                seen = weakref.ref(of, lambda _: self._made.pop(key, None))
                with self._lock:
                    self._made[key] = seen, made
                    while len(self._made) > self._most:
                        self._made.popitem(last=False)
                return made
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def made_of(self, of: object) -> list[tuple[tuple[Hashable, ...], Made]]:
        """Return what is kept of an object, each with what else it depends on."""
        with self._lock:
            return [(key[1:], made) for key, (seen, made) in self._made.items() if seen() is of]

    def forget(self, of: object) -> None:
        """Keep nothing of an object: for what holds on to it itself, so that it would never be gone."""
        with self._lock:
            for key in [key for key, (seen, _) in self._made.items() if seen() is of]:
                del self._made[key]
