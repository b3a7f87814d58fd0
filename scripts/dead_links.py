"""Find links between the repository's Markdown files that lead nowhere. Uses no network."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
INLINE = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\]\([^)]*\)|\[[^\]]*\])*\]\(\s*<?([^\s)>]+)>?(?:\s+[\"'(][^)]*)?\s*\)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?")
NAMED = re.compile(r"<(?:a|[a-z0-9]+)\s[^>]*?(?:id|name)=[\"']([^\"']+)[\"']", re.IGNORECASE)
OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:|^//", re.IGNORECASE)


def prose_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a Markdown file that lie outside code fences."""
    fence = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        found = FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence):
            fence = ""
        elif not fence:
            yield number, line


def slug(heading: str) -> str:
    """Return the anchor that code hosts make of a heading."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    text = re.sub(r"[^\w\- ]", "", text.replace("`", "").strip().lower())
    return text.replace(" ", "-")


@cache
def anchors(path: Path) -> frozenset[str]:
    """Return every anchor of a Markdown file; a repeated heading gets -1, -2 and so on."""
    seen: dict[str, int] = {}
    found = set()
    for _, line in prose_lines(path):
        found.update(NAMED.findall(line))
        if heading := HEADING.match(line):
            base = slug(heading[1])
            count = seen.get(base, 0)
            seen[base] = count + 1
            found.add(f"{base}-{count}" if count else base)
    return frozenset(found)


def fault(source: Path, link: str) -> str:
    """Return why a link from the source file is dead, or an empty string."""
    if OUTSIDE.match(link):
        return ""
    place, _, anchor = unquote(link).partition("#")
    if place.startswith("/"):
        return "begins with / (links are relative to their own file)"
    target = (source.parent / place.partition("?")[0]).resolve() if place else source
    if not target.is_relative_to(ROOT):
        return "leaves the repository"
    if not target.exists():
        return "no such file"
    if anchor and target.suffix == ".md" and anchor not in anchors(target):
        return f"no heading gives #{anchor} in {target.relative_to(ROOT)}"
    return ""


def dead_links(path: Path) -> Iterator[str]:
    """Yield one line for each dead link of a Markdown file."""
    for number, line in prose_lines(path):
        text = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", lambda code: "x" * len(code[0]), line)
        for link in [*INLINE.findall(text), *REFERENCE.findall(text)]:
            if reason := fault(path, link):
                yield f"{path.relative_to(ROOT)}:{number}: {link}: {reason}"


def markdown_files() -> list[Path]:
    """Return the Markdown files that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / name for name in sorted(set(listing.split("\0"))) if name and (ROOT / name).is_file()]


def main() -> int:
    """Report every dead link; the result is the exit status."""
    files = markdown_files()
    faults = [line for path in files for line in dead_links(path)]
    for line in faults:
        print(line)
    print(f"{len(files)} Markdown files, {len(faults)} dead links", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
