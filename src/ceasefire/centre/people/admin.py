"""What django.contrib.admin shows: accounts, journal and alerts, to look through; nothing can be changed there.

What changes an account goes through the pages of administration, where it is put on record.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from ceasefire.centre.people.models import Alert, Journal, Person


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """To look through."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False."""
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False."""
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False."""
        del request, obj
        return False


@admin.register(Person)
class Accounts(ReadOnly):
    """Accounts, without password and duress word."""

    fields = ("username", "role", "team", "source", "is_active", "locked", "must_enrol", "date_joined", "last_login")
    list_display = ("username", "role", "team", "source", "is_active", "locked", "must_enrol")
    list_filter = ("role", "team", "is_active", "locked")
    search_fields = ("username",)


@admin.register(Journal)
class Record(ReadOnly):
    """The journal."""

    fields = list_display = ("at", "what", "name", "about", "from_address")
    list_filter = ("what",)
    search_fields = ("name", "about")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Journal]:
        """Return the rows, without those on one's own duress word."""
        return super().get_queryset(request).exclude(what="duress", person=request.user.pk)


@admin.register(Alert)
class Alerts(ReadOnly):
    """Alerts."""

    fields = list_display = ("at", "what", "person", "seen_by")
    list_filter = ("what",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        """Return the rows, without those on one's own duress word."""
        return super().get_queryset(request).exclude(what="duress", person=request.user.pk)
