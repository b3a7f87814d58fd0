"""Write a page with the base map alone, to be looked at.

python tools/basemap_sample.py ar map.html [west,south,east,north [width height]]
"""

import html
import sys
from pathlib import Path

from ceasefire.centre import basemap

STYLE = """
body{margin:0;background:#fff}
.map{display:block;background:#e6e9e9;font-family:"Noto Sans",sans-serif}
.map:lang(ar){font-family:"Noto Naskh Arabic UI","Noto Naskh Arabic","Noto Sans",serif}
.map path{fill:none;stroke-linejoin:round;stroke-linecap:round}
.map .neighbour{fill:#f1efe9;stroke:#f1efe9;stroke-width:.6}
.map .open{fill:#f6f4ef;stroke:#f6f4ef;stroke-width:.6}
.map .focus{fill:#fbfaf6;stroke:#fbfaf6;stroke-width:.6}
.map .coast{stroke:#b9bdbc;stroke-width:.7}
.map .boundary{stroke:#8d8f8c;stroke-width:.9}
.map .disputed{stroke:#8d8f8c;stroke-width:.9;stroke-dasharray:4 3;stroke-linecap:butt}
.map text{fill:#3b434a;paint-order:stroke;stroke:#fbfaf6;stroke-width:2.5px;stroke-linejoin:round}
.map text.country,.map text.sea,.map text.area{fill:#8a8d8a;stroke-width:2px}
.map text.country,.map text.sea{letter-spacing:.08em}
.map text.sea{fill:#9aa4a8;stroke:#e6e9e9;font-style:italic}
.map:lang(ar) text{letter-spacing:0;font-style:normal}
.map text.rank-1.city{font-weight:600}
.map circle{fill:#3b434a}
"""


def picture(lang: str, projection: basemap.Projection) -> str:
    """Return the base map as one SVG element."""
    paths = [f'<path class="{path.kind}" d="{path.d}"/>' for path in basemap.base_paths(projection)]
    found = basemap.labels(projection, lang)
    dots = [f'<circle cx="{each.x:g}" cy="{each.y:g}" r="2.2"/>' for each in found if each.has_dot]
    texts = [
        f'<text class="{each.kind} rank-{each.rank}" x="{each.text_x:g}" y="{each.text_y:g}" '
        f'text-anchor="{each.anchor}" direction="{each.direction}" font-size="{each.size}">'
        f"{html.escape(each.text)}</text>"
        for each in found
    ]
    size = f'viewBox="0 0 {projection.width} {projection.height}" width="{projection.width}"'
    return f'<svg class="map" lang="{lang}" {size}>{"".join([*paths, *dots, *texts])}</svg>'


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
