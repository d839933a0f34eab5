"""What is told against something."""

from bluecampaign.publishing.refusals import refusals_of


def told(obj, before=None) -> list[tuple]:
    """(field, language, severity) of each refusal."""
    return [(r.field, r.language, r.severity.value) for r in refusals_of(obj, before)]
