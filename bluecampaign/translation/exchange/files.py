"""The two formats behind one door."""

from bluecampaign.translation.languages import Language
from bluecampaign.web.first_use import OnFirstUse

from .units import ExchangeFile, Unit

po = OnFirstUse("bluecampaign.translation.exchange.po")
xliff = OnFirstUse("bluecampaign.translation.exchange.xliff")
FORMATS = {"po": po, "xliff": xliff}
ENDINGS = {"po": "po", "xliff": "xlf"}
CONTENT_TYPES = {"po": "text/x-gettext-translation", "xliff": "application/xliff+xml"}


def write(units: list[Unit], language: Language, format: str) -> bytes:
    """The units as a file; raises `ExchangeError` for what it could not carry."""
    return FORMATS[format].write(units, language)


def read(data: bytes) -> ExchangeFile:
    """What a file says, in whichever of the formats it is; raises `ExchangeError`."""
    begins = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return (xliff if begins.startswith(b"<") else po).read(data)
