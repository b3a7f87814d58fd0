"""The bulletin's template and its versions."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from ceasefire.centre.bulletins.models import TemplateVersion
from ceasefire.centre.live import now
from ceasefire.centre.people.models import Person
from ceasefire.publish.bulletin import DEFAULT, Template, faults_of, template_from_bytes


def current_template() -> tuple[int, Template]:
    """Return the newest version and its number; the usual one, number 0, where the mission made none."""
    newest = TemplateVersion.objects.first()
    return (0, DEFAULT) if newest is None else (newest.number, template_from_bytes(newest.content.encode()))


def keep_template(person: Person, template: Template) -> int:
    """Keep a new version and return its number; a draft that is open keeps the version it was made with.

    Raises:
        ValueError: The template has faults.
    """
    if faults_of(template):
        raise ValueError("a template with faults")
    with transaction.atomic():
        number = (TemplateVersion.objects.aggregate(most=Max("number"))["most"] or 0) + 1
        TemplateVersion.objects.create(
            number=number, content=template.canonical().decode(), made_at=now(), made_by=person
        )
    return number
