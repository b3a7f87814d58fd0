"""One kind of fault, as the catalogue holds it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of fault. `http` is the status a server answers with."""

    seen: str
    expected: str
    remedy: str
    severity: str = "error"
    http: int = 422
