"""The board: is it holding? One glance from across a room, and the same on a phone."""

__all__: list[str] = []
