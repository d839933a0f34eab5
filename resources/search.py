from bluecampaign.search import index
from bluecampaign.search.index import Entry
from bluecampaign.search.kinds import Kind
from bluecampaign.translation.languages import CODES, SOURCE, suffix

from .addresses import page_language
from .choices import NO_WORDS, UNKNOWN_LANGUAGE
from .models import Resource

ENGLISH = {UNKNOWN_LANGUAGE, NO_WORDS, SOURCE}


def entries(resource: Resource):
    """An item is found by title, code, former codes, summary, text, audiences and topics;
    a replaced one by title and codes alone, a withdrawn one not at all."""
    if resource.is_withdrawn:
        return
    codes = [resource.code, *resource.former_codes.values_list("code", flat=True)]
    attached = {} if resource.is_superseded else _words_of_files(resource)
    audiences, topics = list(resource.audiences.all()), list(resource.topics.all())
    for code in CODES:
        ending = suffix(code)
        title = getattr(resource, f"title_{ending}")
        if not title:
            continue
        texts = [getattr(resource, f"{name}_{ending}") or "" for name in ("message", "body")]
        words = [getattr(row, f"name_{ending}") or "" for row in (*audiences, *topics)]
        yield Entry(
            language=code,
            kind=Kind.RESOURCE,
            title=title,
            summary=getattr(resource, f"summary_{ending}") or "",
            path=f"/resources/{resource.slug}/",
            body="" if resource.is_superseded else " ".join([*words, *texts]),
            codes=" ".join(codes),
            attached=attached.get(code, ""),
        )


def _words_of_files(resource: Resource) -> dict[str, str]:
    """What is printed on the files, by the page language they belong to: files of no
    known language to English, those of a language without pages to none."""
    found: dict[str, list[str]] = {}
    for tag, text in resource.editions.exclude(text="").values_list("language", "text"):
        code = page_language(tag)
        if code != SOURCE or tag.lower().partition("-")[0] in ENGLISH:
            found.setdefault(code, []).append(text)
    return {code: " ".join(texts) for code, texts in found.items()}


def register() -> None:
    index.register(Resource, entries)
