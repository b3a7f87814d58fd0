"""The map: incidents as uncertain as they are known, areas, and what was watched.

The way of the page: `_asked` reads the address, `_found` puts each incident of the view in an area (or at a point,
where a core tells one), `_coverage` says what was watched, `_days` counts by day, `_picture` lays all of it out in
pixels (`_shapes`, `_tags`), `_rows` says the same in words. Everything comes from the reader's `View`: no sealed part
is ever opened for the map.
Invariants (tests/site/test_map*.py): an incident that is known to an area only never becomes a dot; no position of a
record stands in the page; what nobody watched never looks like what was quiet.
"""

__all__: list[str] = []
