"""Pages: each module shows one of them, and takes what is entered on it."""

__all__: list[str] = []
