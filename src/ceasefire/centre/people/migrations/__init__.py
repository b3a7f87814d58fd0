"""Migrations of accounts."""

__all__: list[str] = []
