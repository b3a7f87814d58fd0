"""What a database says when it cannot do what it should, turned into problems."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from django.db import DatabaseError, InterfaceError, connections

from ceasefire.problems import Place, Refused, problem

_NO_SUCH_TABLE = "42P01"


@contextlib.contextmanager
def said(alias: str, name: str) -> Iterator[None]:
    """Turn what the database of an alias says into a problem about `name`, and let its connection go.

    Its details may quote rows, so only its first words are kept.

    Raises:
        Refused: E-LEDGER-006, a row is gone; -030, the tables are not there; -032, anything else; -039, no driver.

    Source: PostgreSQL 15, "Appendix A. Error Codes".
    """
    try:
        yield
    except ObjectDoesNotExist:
        raise Refused([problem("E-LEDGER-006", Place(name), reason="a row that belongs to it is gone")]) from None
    except ImproperlyConfigured as error:
        if isinstance(error.__context__, ImportError):
            raise Refused([problem("E-LEDGER-039", package="psycopg", extra="postgres")]) from None
        raise Refused([problem("E-LEDGER-032", Place(name), reason="its address names no database")]) from None
    except UnicodeDecodeError:  # SQLite quotes what it cannot make sense of
        _let_go(alias)
        raise Refused([problem("E-LEDGER-032", Place(name), reason="its file is damaged")]) from None
    except (DatabaseError, InterfaceError) as error:
        _let_go(alias)
        cause = error.__cause__ or error
        reason = _first_words(cause)
        if "no such table" in reason or getattr(cause, "sqlstate", None) == _NO_SUCH_TABLE:
            raise Refused([problem("E-LEDGER-030", Place(name))]) from None
        raise Refused([problem("E-LEDGER-032", Place(name), reason=reason)]) from None


@contextlib.contextmanager
def read_back(place: Place) -> Iterator[None]:
    """Refuse rows that do not hold what was written: somebody, or a fault of the disk, changed them.

    Raises:
        Refused: E-LEDGER-006.
    """
    try:
        yield
    except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
        reason = error if type(error) is ValueError else "it is not what was written there"
        raise Refused([problem("E-LEDGER-006", place, reason=reason)]) from None


@contextlib.contextmanager
def asked(alias: str, name: str) -> Iterator[None]:
    """Turn all that can go wrong with a question into a problem about `name`.

    Raises:
        Refused: As `said` and `read_back`.
    """
    with said(alias, name), read_back(Place(name)):
        yield


def stored(value: object) -> bytes:
    """Return the bytes of a column; a file of SQLite may hold anything else there, a number as well.

    Raises:
        ValueError: It does.
    """
    if not isinstance(value, bytes | memoryview):
        raise ValueError("no bytes where bytes were written")  # noqa: TRY004  a fault of the input, like the others
    return bytes(value)


def _let_go(alias: str) -> None:
    """Drop a connection that failed, with what Django knows of it: its server, or its transaction, may be gone."""
    with contextlib.suppress(DatabaseError, InterfaceError):
        connections[alias].close()
    del connections[alias]


def _first_words(cause: BaseException) -> str:
    primary = getattr(getattr(cause, "diag", None), "message_primary", None)
    return str(primary or (str(cause).splitlines() or [""])[0] or type(cause).__name__)
