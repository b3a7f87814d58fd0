"""Statements, determinations, and answers awaited."""
