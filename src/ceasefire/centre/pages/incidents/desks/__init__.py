"""The mission's desks: which records are one incident, what to look at next, and the complaint docket."""

from ceasefire.centre.pages.incidents.desks._views import docket, links, queue

__all__ = ["docket", "links", "queue"]
