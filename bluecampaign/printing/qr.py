"""QR codes as SVG (ISO/IEC 18004), black on white with the quiet zone that it asks for."""

import io

from bluecampaign.web.first_use import OnFirstUse

segno = OnFirstUse("segno")
QUIET_ZONE = 4


def qr_svg(address: str) -> str:
    """The code of an address. Level M: a seventh of it may be dirty or torn off."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=QUIET_ZONE, omitsize=True, xmldecl=False, light="white"
    )
    return out.getvalue().decode()
