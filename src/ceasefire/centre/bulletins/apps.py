"""The Django application of bulletins."""

from __future__ import annotations

from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    """The application of bulletins."""

    name = "ceasefire.centre.bulletins"
    label = "bulletins"
