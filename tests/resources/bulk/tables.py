"""Tables: one that is given, what becomes of it, and the rows of an export."""

from resources.bulk import plan, tables
from resources.bulk.columns import VERSION


def table(*lines: str, head: str = "code,title,kind") -> tables.Table:
    return tables.read("\n".join([head, *lines]).encode())


def outcomes(found: plan.Plan) -> dict[str, str]:
    return {finding.code: finding.outcome.value for finding in found.findings}


def done(given: tables.Table, by=None, take=()) -> plan.Plan:
    """Told, and then done as it was told."""
    return plan.apply(given, by=by, agreed=plan.examine(given, by=by).agreed, take=set(take))


def rows_of(data: bytes) -> list[dict]:
    rows = [line.cells for line in tables.read(data).lines]
    return [{name: text for name, text in row.items() if name != VERSION} for row in rows]
