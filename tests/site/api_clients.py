"""Programs that speak for an account of the demonstration, for the tests of the API."""

from __future__ import annotations

from typing import Any

from django.test import Client

from ceasefire.centre.people._tokens import SCOPES, make_token
from ceasefire.centre.people.models import Person

KEY = "key-of-a-request-1"
REPORT = {
    "kind": "report",
    "id": "sent-1",
    "when": {"day": "2016-09-17", "zone": "Asia/Damascus"},
    "what": "shelling",
    "text": {"en": "Told by the API."},
}


class Program:
    """A program with a token."""

    def __init__(self, name: str, *scopes: str, days: int = 30) -> None:
        self.person = Person.objects.get(username=name)
        self.token, self.text = make_token(self.person, "test", scopes or SCOPES, days)
        self.browser = bearer(self.text)

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        """Ask."""
        return self.browser.get(f"/api/v1{path}", query, headers=headers)

    def send(self, value: Any, key: str = KEY, path: str = "/records") -> Any:
        """Send JSON, or bytes as they are."""
        return self.browser.post(
            f"/api/v1{path}", value, content_type="application/json", headers={"idempotency-key": key}
        )


def bearer(text: str) -> Client:
    """Return a client that shows a token with each request."""
    return Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {text}", "accept-language": "en"})


def codes(answer: Any) -> list[str]:
    """Return the codes of a problem."""
    assert answer["Content-Type"] == "application/problem+json"
    return [each["code"] for each in answer.json()["problems"]]
