"""The configuration with which nginx serves a copy as the site itself would: the same
statuses, types and headers for every address.

Two files: one beside the `server` blocks (maps may stand only there), one inside of the
block. Both name addresses as nginx sees them, decoded and without the query.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from bluecampaign.translation.languages import ALIASES, CODES, SOURCE

from .entries import GONE, MISSING, MOVED, Entry, Manifest
from .paths import GONE_FOLDER

MAPS, SERVER = "mirror.nginx-maps.conf", "mirror.nginx.conf"
# What may stand in an address that is sent back: nothing that could end a header.
PLAIN = r"[\w.~/-]*"
HEAD = """\
# Made with the copy beside it: do not edit. Include this where server blocks stand:
#     include {place}/{maps};
map_hash_max_size 65536;
map_hash_bucket_size 512;
geo $mirror_dollar {{ default "$"; }}
"""
INSIDE = """\
# Made with the copy beside it: do not edit. Inside of the server block of the site:
#     root {place}/files;
#     include {place}/{server};
# After each run that says that something is new: nginx -s reload
index index.html;
absolute_redirect off;
server_tokens off;
etag on;
gzip_static on;
gzip_vary on;
# With the module ngx_http_brotli_static (Debian: libnginx-mod-http-brotli-static):
# brotli_static on;
if ($mirror_page) { return 302 $mirror_page; }
if ($mirror_found) { return 302 $mirror_found; }
if ($mirror_moved) { return 301 $mirror_moved; }
if ($mirror_gone) { return 410; }
error_page 403 404 =404 $mirror_missing;
error_page 410 $mirror_gone;
location ~ (^|/)404\\.html$ { internal; }
location ^~ /{gone}/ { internal; }
types_hash_max_size 4096;
types_hash_bucket_size 256;
default_type application/octet-stream;
"""


def write(manifest: Manifest, folder: Path, place: Path) -> None:
    """Both files into a folder; `place` is where servers will find them."""
    entries = list(manifest.entries.values())
    (folder / MAPS).write_text("\n".join(maps(entries, place)) + "\n", encoding="utf-8")
    (folder / SERVER).write_text("\n".join(server(entries, place)) + "\n", encoding="utf-8")


def maps(entries: list[Entry], place: Path) -> Iterator[str]:
    moved = {e.path: e.to for e in entries if e.is_redirect and e.status == MOVED}
    found = {e.path: e.to for e in entries if e.is_redirect and e.status != MOVED}
    yield HEAD.format(place=place, maps=MAPS)
    yield from mapped("$mirror_moved", moved, {}, language_rules())
    # A language that an item has nothing in leads as the bare code does.
    other = {
        f"~^(?<mirror_code>/[rR]/{PLAIN.rstrip('*').replace('/', '')}+/)[^/]+/$": "$mirror_code"
    }
    yield from mapped("$mirror_found", found, {}, other)
    yield from mapped("$mirror_page", dict(_pages(entries)), source="$uri?$args")
    yield from mapped("$mirror_gone", {e.path: e.key for e in entries if e.status == GONE})
    yield from mapped("$mirror_missing", {}, dict(_missing(entries)), default="/404.html")
    for number, (_name, values) in enumerate(headers(entries).items()):
        if len(set(values.values())) > 1:
            usual, rules, exact = shortened(values)
            yield from mapped(f"$mirror_header_{number}", exact, rules, default=usual)


def server(entries: list[Entry], place: Path) -> Iterator[str]:
    told = {"{place}": str(place), "{server}": SERVER, "{gone}": GONE_FOLDER}
    yield re.sub(r"\{(place|server|gone)\}", lambda found: told[found[0]], INSIDE)
    usual, others = types(entries)
    yield "types {"
    yield from (f"    {quoted(kind)} {ending};" for ending, kind in sorted(usual.items()))
    yield "}"
    for entry in others:
        yield (
            f"location = {quoted(entry.key)} {{ types {{ }} default_type {quoted(entry.type)}; }}"
        )
    for number, (name, values) in enumerate(headers(entries).items()):
        differs = len(set(values.values())) > 1
        value = f"$mirror_header_{number}" if differs else quoted(next(iter(values.values())))
        yield f"add_header {name} {value} always;"


# --- Redirects ---------------------------------------------------------------------


def language_rules() -> dict[str, str]:
    """Misspelt prefixes of languages, as the site itself corrects them."""
    rules = {}
    for code in CODES:
        names = "|".join(re.escape(n) for n in (code, *(a for a in ALIASES if ALIASES[a] == code)))
        rest = f"(?:/(?<mirror_rest>(?!/){PLAIN}))?$"
        if code == SOURCE:
            rules[f"~^/(?i:{names}){rest}"] = "/$mirror_rest"
        else:
            rules[f"~^/(?!{re.escape(code)}/)(?i:{names}){rest}"] = f"/{code}/$mirror_rest"
    return rules


def _pages(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """The addresses of the site for the pages of lists, which somebody may have kept."""
    for entry in entries:
        if found := re.fullmatch(r"(/.*/)page/(\d+)/", entry.path):
            yield f"{found[1]}?page={found[2]}", entry.path


def _missing(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """The page that tells of a missing page, by the language of the address."""
    for entry in entries:
        code = entry.path.strip("/").partition("/")[0]
        if entry.status == MISSING and code in CODES:
            yield f"~^(?:/[rR]/[^/]+)?/{code}/", entry.key


# --- Types and headers -------------------------------------------------------------


def types(entries: Iterable[Entry]) -> tuple[dict[str, str], list[Entry]]:
    """The usual type of each ending, and the files that are of another."""
    counted: dict[str, Counter] = defaultdict(Counter)
    files = [entry for entry in entries if entry.file and not entry.is_redirect]
    for entry in files:
        counted[_ending(entry.file)][entry.type] += 1
    usual = {end: kinds.most_common(1)[0][0] for end, kinds in counted.items() if end}
    others = [each for each in files if usual.get(_ending(each.file)) != each.type]
    return usual, sorted(others, key=lambda each: each.key)


def _ending(file: str) -> str:
    return PurePosixPath(file).suffix.removeprefix(".")


def headers(entries: Iterable[Entry]) -> dict[str, dict[str, str]]:
    """Each header with its value for each key; empty where it is not sent."""
    entries = list(entries)
    names = sorted({name for entry in entries for name in entry.headers})
    return {name: {e.key: e.headers.get(name, "") for e in entries} for name in names}


def shortened(values: Mapping[str, str]) -> tuple[str, dict[str, str], dict[str, str]]:
    """The usual value; the rules for folders that have another; what is left."""
    usual = Counter(values.values()).most_common(1)[0][0]
    folders: dict[str, Counter] = defaultdict(Counter)
    for key, value in values.items():
        folders[_folder(key)][value] += 1
    common = {folder: counted.most_common(1)[0] for folder, counted in folders.items()}
    rules = {folder: value for folder, (value, n) in common.items() if value != usual and n > 1}
    exact = {k: v for k, v in values.items() if v != rules.get(_folder(k), usual)}
    return usual, dict(sorted(rules.items())), exact


def _folder(key: str) -> str:
    """The rule for what stands in the same folder at the top and has the same ending."""
    top, slash, _below = key.removeprefix("/").partition("/")
    end = "/" if key.endswith("/") else PurePosixPath(key).suffix
    return f"~^/{re.escape(top)}/.*{re.escape(end)}$" if slash else f"~^/[^/]*{re.escape(end)}$"


# --- The language of nginx ---------------------------------------------------------


def mapped(
    name: str,
    exact: Mapping[str, str],
    *rules: Mapping[str, str],
    source: str = "$uri",
    default: str = "",
) -> Iterator[str]:
    """A map. nginx compares plain keys without regard to capitals: those that differ by
    nothing else become rules. The values of the last rules may name what they found."""
    twins = Counter(key.casefold() for key in exact)
    yield f"map {source} {name} {{"
    yield "    volatile;"
    yield f"    default {quoted(default)};"
    for key, value in sorted(exact.items()):
        told = key if twins[key.casefold()] == 1 else f"~^{re.escape(key)}$"
        yield f"    {quoted(told, is_key=True)} {quoted(value)};"
    for number, given in enumerate(rules):
        for rule, value in given.items():
            told = quoted(value, is_key=number > 0)
            yield f"    {quoted(rule, is_key=True)} {told};"
    yield "}"


def quoted(text: str, *, is_key: bool = False) -> str:
    """A text between quotes; a dollar stands for itself, but in keys and in what names
    what a rule has found, where it must stay."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    if not is_key:
        plain = plain.replace("$", "${mirror_dollar}")
    return f'"{plain}"'
