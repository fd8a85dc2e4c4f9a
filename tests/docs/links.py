"""A built site as a browser meets it: what it links to, what it loads, and where a link may land."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches when it shows a page; an <a> is fetched when somebody follows it.
LOADED = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "use": ("href", "xlink:href"),
}
NOT_FETCHED = {"canonical", "next", "prev", "alternate"}
REMOTE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)


@dataclass
class Page(HTMLParser):
    """The links, the loads and the anchors of one page."""

    path: Path
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag links to, loads, or is called."""
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if values.get(name)}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and set(values.get("rel", "").split()) & NOT_FETCHED:
            return
        self.loads += [values[name] for name in LOADED.get(tag, ()) if values.get(name)]


@cache
def page(path: Path) -> Page:
    return Page(path)


def pages(site: Path) -> list[Page]:
    """Every page of a site."""
    return [page(path) for path in sorted(site.rglob("*.html"))]


def remote(site: Path) -> Iterator[str]:
    """What the pages and the style sheets of a site load from elsewhere: `file: address`."""
    for one in pages(site):
        yield from (f"{one.path.name}: {load}" for load in one.loads if REMOTE.match(load))
    for sheet in sorted(site.rglob("*.css")):
        addresses = re.findall(r"(?:url\(|@import\s+)[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8"))
        yield from (f"{sheet.name}: {address}" for address in addresses if REMOTE.match(address))


def dead(site: Path) -> Iterator[str]:
    """The links and loads of a site that lead nowhere in it: `file: address`."""
    for one in pages(site):
        for address in {*one.links, *one.loads}:
            parts = urlsplit(address)
            inside = not parts.scheme and not parts.netloc
            if inside and not _lands(one.path, site, unquote(parts.path), unquote(parts.fragment)):
                yield f"{one.path.relative_to(site).as_posix()}: {address}"


def _lands(source: Path, site: Path, path: str, fragment: str) -> bool:
    folder = site if path.startswith("/") else source.parent
    target = (folder / path.lstrip("/")).resolve() if path else source
    if target.is_dir():
        target /= "index.html"
    if not target.is_file():
        return False
    return not fragment or target.suffix != ".html" or fragment in page(target).anchors
