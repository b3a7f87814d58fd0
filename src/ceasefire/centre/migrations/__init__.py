"""How the tables came to be as they are."""

__all__: list[str] = []
