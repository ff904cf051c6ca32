"""The documentation as a site: pages have their place, links their target, and nothing is loaded from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guards.conftest import ROOT

DOCS = ROOT / "docs"
SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
PAGES = sorted(DOCS.rglob("*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(page: Path) -> set[str]:
    """The names that a page's headings get."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings}


def test_every_page_is_in_the_navigation_once_and_on_the_first_page() -> None:
    listed = re.findall(r"^  - .+: (\S+\.md)$", SETTINGS, re.MULTILINE)
    assert sorted(listed) == [page.relative_to(DOCS).as_posix() for page in PAGES]
    linked = set(LINK.findall((DOCS / "index.md").read_text(encoding="utf-8")))
    assert set(listed) - {"index.md"} <= linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_documentation_resolves(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_file() and target.is_relative_to(DOCS), f"{page.name} links to {link}"
        assert not anchor or anchor in anchors(target), f"{page.name} links to {link}"


def test_the_site_loads_nothing_from_elsewhere() -> None:
    assert re.search(r"^  font: false$", SETTINGS, re.MULTILINE)
    assert "://" not in SETTINGS
    pictures = [link for page in PAGES for link in re.findall(r"!\[[^]]*\]\(([^)\s]+)\)", page.read_text("utf-8"))]
    assert pictures and not [link for link in pictures if "://" in link]
