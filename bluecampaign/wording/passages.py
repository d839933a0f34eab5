"""A text as its readers meet it: headings, paragraphs and points without the signs of
Markdown, each of them in sentences.

What nobody reads is left out: the addresses of links, code, the markers of lists.
Placeholders stay, so that a context can be shown as it was written.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": True})
# Full stops that end no sentence.
SHORT_FORMS = re.compile(
    r"\b(?:[A-Z]\.(?:\s?[A-Z]\.)+|EE\.\s?UU\.|[ap]\.\s?m\.|No\.(?=\s?\d)|p\.\s?ej\."
    r"|(?:Dr|Mr|Mrs|Ms|St|vs|Sr|Sra|art|núm|etc|e\.g|i\.e)\.)"
)
END = re.compile(r"(?<=[.!?…。！？])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[¿¡]*[\w{])")
STOP = "\ue00f"


class Passage(NamedTuple):
    """A heading, a paragraph or a point; `cites` if it links to a source elsewhere."""

    text: str
    is_heading: bool = False
    cites: bool = False


@lru_cache(maxsize=4096)
def passages(source: str, is_markdown: bool) -> tuple[Passage, ...]:
    """The passages of a text that are not empty, in order."""
    if not is_markdown:
        return tuple(Passage(" ".join(line.split())) for line in source.split("\n") if line.strip())
    tokens = _parser.parse(source)
    found = [
        _passage(token, is_heading=before.type == "heading_open")
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.type == "inline"
    ]
    return tuple(passage for passage in found if passage.text)


def _passage(token, *, is_heading: bool) -> Passage:
    words, cites = [], False
    for child in token.children or ():
        if child.type == "text":
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif child.type == "link_open":
            cites = cites or str(child.attrGet("href")).startswith(("https://", "http://"))
    return Passage(" ".join("".join(words).split()), is_heading, cites)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage; the full stops of short forms end none."""
    held = SHORT_FORMS.sub(lambda hit: hit[0].replace(".", STOP), text)
    return tuple(part.replace(STOP, ".") for part in END.split(held) if part.strip())
