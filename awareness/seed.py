"""The shipped pages and lists, read from `content/`.

A page is a folder below `content/pages/` with its structure in `page.toml` and its
words in one file per language. The lists (indicators, glossary, days, audiences) are
one file each, with every language in it.
"""

import tomllib
from pathlib import Path

from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.models import State, refresh_states

from .models import Audience, Block, ComponentProfile, Indicator, Observance, Page, Term

CONTENT = Path(__file__).parent / "content"
PAGES = CONTENT / "pages"
PAGE_TEXTS = ("title", "nav_title", "summary")
BLOCK_TEXTS = ("heading", "body", "link_text")


def files() -> list[Path]:
    return [*CONTENT.glob("*.toml"), *PAGES.rglob("*.toml")]


def load(run: ContentImport) -> None:
    audiences = {row["slug"]: _audience(run, row) for row in _rows("audiences")}
    pages: dict[str, Page | None] = {}
    for folder in _page_folders():
        _page(run, folder, audiences, pages)
    for row in _rows("audiences"):
        _audience_page(run, row)
    for row in _rows("indicators"):
        values = {"group": row["group"], "order": row["order"]} | _by_field(row, "text")
        _list_row(run, Indicator, row["key"], values)
    for row in _rows("terms"):
        values = {"order": row["order"]} | _by_language(row, "term", "definition")
        _list_row(run, Term, row["key"], values)
    for row in _rows("observances"):
        names = ("month", "day", "days_before", "link_url")
        values = {name: row[name] for name in names if name in row}
        values |= _by_language(row, "name", "text")
        _list_row(run, Observance, row["key"], values)


def _list_row(run: ContentImport, model, key: str, values: dict) -> None:
    row = run.put(model, key, {"key": key}, {**values, "status": Status.LIVE})
    if row is not None:
        refresh_states(row, new_state=State.MACHINE)


def _rows(name: str) -> list[dict]:
    return _read(CONTENT / f"{name}.toml")[name]


def _read(path: Path) -> dict:
    with path.open("rb") as file:
        return tomllib.load(file)


def _by_field(row: dict, *names: str) -> dict:
    """`row["text"]["es"]` becomes `text_es`."""
    return {
        f"{name}_{suffix(code)}": row.get(name, {}).get(code, "")
        for name in names
        for code in CODES
    }


def _by_language(row: dict, *names: str) -> dict:
    """`row["es"]["term"]` becomes `term_es`."""
    return {
        f"{name}_{suffix(code)}": row.get(code, {}).get(name, "").strip()
        for name in names
        for code in CODES
    }


def _audience(run: ContentImport, row: dict) -> Audience | None:
    values = {"order": row["order"]} | _by_field(row, "name")
    audience = run.put(Audience, row["slug"], {"slug": row["slug"]}, values)
    if audience is not None:
        refresh_states(audience, new_state=State.MACHINE)
    return audience


def _audience_page(run: ContentImport, row: dict) -> None:
    """Point an audience that has no page yet at the one its file names."""
    page = Page.objects.filter(path=row.get("page", "").strip("/")).first()
    if page and row.get("page"):
        Audience.objects.filter(slug=row["slug"], page__isnull=True).update(page=page)


def _page_folders() -> list[Path]:
    """Folders of pages, parents before their children."""
    folders = [path.parent for path in PAGES.rglob("page.toml")]
    return sorted(folders, key=lambda folder: (len(folder.parts), folder))


def _page(run: ContentImport, folder: Path, audiences: dict, pages: dict) -> None:
    """`pages` are those of the files by path: staff may have moved one since."""
    structure = _read(folder / "page.toml")
    path = structure.get("path", folder.relative_to(PAGES).as_posix())
    above, _, slug = path.rpartition("/")
    texts = {
        code: _read(folder / f"{code}.toml") for code in CODES if (folder / f"{code}.toml").exists()
    }
    profile = structure.get("profile")
    values = {
        "slug": slug,
        "parent": pages.get(above) if above else None,
        "order": structure.get("order", 100),
        "menu": structure.get("menu", ""),
        "status": Status.LIVE,
        "audiences": [audiences[name] for name in structure.get("audiences", ())],
        **_by_language(texts, *PAGE_TEXTS),
        **(profile or {}),
    }
    values["audiences"] = [found for found in values["audiences"] if found]
    model = ComponentProfile if profile else Page
    page = pages[path] = run.put(model, path or "home", {"path": path}, values)
    if page is None:
        return
    for place, block in enumerate(structure.get("blocks", ()), start=1):
        _block(run, page, path, place * 10, block, texts)
    refresh_states(page, new_state=State.MACHINE)


def _block(run, page, path: str, order: int, block: dict, texts: dict) -> None:
    words = {code: text.get("blocks", {}).get(block["key"], {}) for code, text in texts.items()}
    values = {
        "order": order,
        "kind": block["kind"],
        "selection": block.get("selection", ""),
        "link_url": block.get("link_url", ""),
        **_by_language(words, *BLOCK_TEXTS),
    }
    natural = {"page_id": page.pk, "key": block["key"]}
    run.put(Block, f"{path or 'home'}#{block['key']}", natural, values)
