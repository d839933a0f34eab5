"""Which compression a client takes. Imports nothing: the page cache asks before Django."""


def best_encoding(accepted: str) -> str:
    """The encoding for an Accept-Encoding header: `br`, `gzip` or `identity`
    (RFC 9110, 12.5.3)."""
    offers = {}
    for offer in accepted.lower().replace(" ", "").split(","):
        name, _, weight = offer.partition(";q=")
        try:
            offers[name] = float(weight or 1)
        except ValueError:
            offers[name] = 0.0
    usual = offers.get("*", 0.0)
    return next((name for name in ("br", "gzip") if offers.get(name, usual) > 0), "identity")
