"""The tables of bulletins, step by step."""

__all__: list[str] = []
