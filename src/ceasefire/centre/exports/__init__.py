"""Exports: incidents, records, aid and days as CSV, XLSX, GeoPackage, HXL and GeoJSON, under the same release rules.

A `Table` is data; each format prints any of them. Invariants (tests/site/test_exports.py): what a file holds is in the
view of whoever takes it; a text that a spreadsheet would compute is neutralised; where no place is known there is no
geometry; every file cites origin, size, root, digest and moment; no count is added to another.
"""

__all__: list[str] = []
