"""Accounts: people with one role each, how they sign in, and the journal of what they opened."""

__all__: list[str] = []
