"""Ceasefire: what each side says, what the agreement asks, and what follows from the two."""

__all__ = ["__version__"]

__version__ = "0.1.0"
