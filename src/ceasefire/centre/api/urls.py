"""The addresses of the API; `_guard.OPERATIONS` says which row of access.TABLE each needs."""

from __future__ import annotations

from ceasefire.centre.api._site import addresses

urlpatterns = addresses()
