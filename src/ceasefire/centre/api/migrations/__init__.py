"""How the tables of api came to be."""

__all__: list[str] = []
