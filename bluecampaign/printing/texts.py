"""Markdown as a tree that a layout can walk: nothing of it is ever run as a program."""

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from markdown_it.tree import SyntaxTreeNode

from bluecampaign.pages.markdown import PLACEHOLDER, is_allowed, page_address, parsed

Node = dict


def nodes_of(source: str, code: str, numbers: Mapping[str, str], origin: str) -> list[Node]:
    """The blocks of a text. `{{slug:channel}}` becomes the number that `numbers` has for it,
    links inside the site those of `origin` in the language `code`; HTML is left out."""
    return list(_Walk(code, numbers, origin).blocks(SyntaxTreeNode(parsed(source)).children))


class _Walk:
    def __init__(self, code: str, numbers: Mapping[str, str], origin: str) -> None:
        self.code, self.numbers, self.origin = code, numbers, origin

    def blocks(self, nodes) -> Iterator[Node]:
        for node in nodes:
            make = getattr(self, f"_{node.type}", None)
            if make is not None:
                yield make(node)

    def inline(self, nodes) -> list[Node]:
        found: list[Node] = []
        for node in nodes:
            if node.type == "inline":
                found.extend(self.inline(node.children))
            elif node.type == "text":
                found.extend(self._words(node.content))
            elif node.type in ("softbreak", "hardbreak"):
                found.append({"kind": "break"} if node.type == "hardbreak" else _text(" "))
            elif node.type in ("strong", "em"):
                kind = "strong" if node.type == "strong" else "emphasis"
                found.append({"kind": kind, "inside": self.inline(node.children)})
            elif node.type == "link":
                found.extend(self._link(node))
            elif node.type == "code_inline":
                found.append({"kind": "code", "text": node.content})
        return found

    def _words(self, words: str) -> Iterator[Node]:
        for place, part in enumerate(PLACEHOLDER.split(words)):
            if place % 2 == 0:
                if part:
                    yield _text(part)
            elif part in self.numbers:
                yield {"kind": "number", "text": self.numbers[part]}

    def _link(self, node) -> list[Node]:
        inside = self.inline(node.children)
        href = str(node.attrs.get("href", ""))
        if not is_allowed(href) or not inside:
            return inside
        url = urljoin(self.origin + "/", page_address(href, self.code))
        return [{"kind": "link", "url": url, "inside": inside}]

    def _paragraph(self, node) -> Node:
        return {"kind": "paragraph", "inside": self.inline(node.children)}

    def _heading(self, node) -> Node:
        level = max(1, int(node.tag[1]) - 2)
        return {"kind": "heading", "level": level, "inside": self.inline(node.children)}

    def _bullet_list(self, node) -> Node:
        return {"kind": "list", "items": self._items(node)}

    def _ordered_list(self, node) -> Node:
        return {"kind": "numbered", "items": self._items(node)}

    def _items(self, node) -> list[list[Node]]:
        return [list(self.blocks(item.children)) for item in node.children]

    def _blockquote(self, node) -> Node:
        return {"kind": "quote", "inside": list(self.blocks(node.children))}

    def _hr(self, node) -> Node:
        return {"kind": "rule"}


def _text(words: str) -> Node:
    return {"kind": "text", "text": words}
