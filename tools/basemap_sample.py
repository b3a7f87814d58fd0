"""Write a page with the base map alone, to be looked at.

python tools/basemap_sample.py ar map.html [west,south,east,north [width height]]
"""

import html
import sys
from pathlib import Path

from ceasefire.centre import basemap

_SOURCE = Path(__file__).resolve().parent.parent / "src" / "ceasefire"
STYLE = "".join(
    (_SOURCE / each).read_text("utf-8") for each in ("publish/styles/report.css", "centre/static/map.css")
)  # as the page of the map is drawn


def picture(lang: str, projection: basemap.Projection) -> str:
    """Return the base map as one SVG element."""
    paths = [f'<path class="{path.kind}" d="{path.d}"/>' for path in basemap.base_paths(projection)]
    found = basemap.labels(projection, lang)
    dots = [f'<circle class="dot" cx="{each.x:g}" cy="{each.y:g}" r="2.2"/>' for each in found if each.has_dot]
    texts = [
        f'<text class="{each.kind} rank-{each.rank}" x="{each.text_x:g}" y="{each.text_y:g}" '
        f'text-anchor="{each.anchor}" direction="{each.direction}" font-size="{each.size}">'
        f"{html.escape(each.text)}</text>"
        for each in found
    ]
    size = f'viewBox="0 0 {projection.width} {projection.height}" width="{projection.width}"'
    return f'<svg class="chart" lang="{lang}" {size}>{"".join([*paths, *dots, *texts])}</svg>'


def main() -> None:
    """Write the page."""
    lang, out, *rest = sys.argv[1:]
    box = basemap.parse_box(rest[0]) if rest else basemap.home()
    if box is None:
        raise SystemExit(f"not a box: {rest[0]}")
    width, height = map(int, rest[1:]) if rest[1:] else (1280, 900)
    svg = picture(lang, basemap.Projection(box, width, height))
    page = f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>map</title><style>{STYLE}</style>{svg}'
    Path(out).write_text(page, "utf-8")


if __name__ == "__main__":
    main()
