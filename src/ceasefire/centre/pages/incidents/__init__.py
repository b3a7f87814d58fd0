"""Incidents: the list, one incident, the link desk, the queue, complaints."""
