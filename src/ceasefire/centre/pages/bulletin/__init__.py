"""The daily bulletin as page and PDF; its steps; its template.

Outside the mission released bulletins only, each from the content that was released and never from a newer ledger.
"""

__all__: list[str] = []
