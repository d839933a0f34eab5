"""A piece as a layout is given it, without a database."""

from bluecampaign.printing import fonts
from bluecampaign.printing.qr import qr_svg

WORDS = {
    "en": ("You can talk to someone", "It is not your fault. You decide what happens next."),
    "es": ("Puede hablar con alguien", "No es culpa suya. Usted decide qué pasa después."),
    "ar": (
        "يمكنك التحدث مع أحد",
        "هذا ليس ذنبك. مكالمة مجانية، ليلًا ونهارًا، ويُرجى عدم التدخّل. لا، إلا الآن، الأمن والإبلاغ.",
    ),
    "zh-hans": ("您可以找人谈谈", "这不是您的错。接下来怎么做由您决定。"),
    "zh-hant": ("您可以找人談談", "這不是您的錯。接下來怎麼做由您決定。"),
    "ko": ("누군가와 이야기할 수 있습니다", "본인의 잘못이 아닙니다."),
    "ru": ("Вы можете с кем-то поговорить", "Вашей вины в этом нет."),
    "th": ("คุณพูดกับใครสักคนได้", "นั่นไม่ใช่ความผิดของคุณ ที่นี่ ผู้ที่ทำน้ำ ปู่ ฟ้า ญี่ปุ่น ทั้งกลางวันและกลางคืน"),
    "vi": ("Quý vị có thể nói chuyện với ai đó", "Đó không phải là lỗi của quý vị."),
}
NUMBER = "1-888-373-7888"


def voice(code: str, **words) -> dict:
    headline, message = WORDS[code]
    said = {
        "headline": headline,
        "message": message,
        "free": "Free call",
        "text_to": "Text HELP to",
    }
    said |= {
        "text_in": "",
        "badge": "Not police.",
        "spoken": "English",
        "danger": "Call 911 first.",
    }
    return fonts.manner_of(code) | said | {"author": "Blue Campaign", "draft": ""} | words


def piece(*codes: str, layout: str = "poster", colour: bool = True, **words) -> dict:
    return {
        "layout": layout,
        "title": "A poster",
        "author": "Blue Campaign",
        "description": "",
        "colour": colour,
        "paper": {"width": 215.9, "height": 279.4},
        "least_type": 0,
        "voices": [voice(code, **words) for code in codes],
        "call": NUMBER,
        "text": "233733",
        "emergency": "911",
        "mark": "P-05-en · a1b2c3 · 2026-11-22",
        "qr": qr_svg("https://example.gov/r/P-05/en/"),
        "qr_alt": "QR code",
        "shown_by": "",
        "logo": None,
        "logo_alt": "",
    }


SIGNS = [
    {"title": "Signs anybody might notice", "items": ["Seems cut off from family or friends"] * 9},
    {"title": "Signs at work", "items": ["The job is not the one that was promised"] * 5},
    {"title": "Warning signs online", "items": ["Someone pushes for an answer right away"] * 5},
]
LINES = [
    {
        "name": f"Help line {number}",
        "badge": "Not police.",
        "ways": [{"label": "Call", "number": NUMBER, "note": []}],
    }
    for number in range(1, 9)
]
PARTS = [
    {
        "title": "A fact sheet",
        "summary": "What it is about.",
        "body": [
            {"kind": "heading", "level": 1, "inside": [{"kind": "text", "text": "First"}]},
            {"kind": "paragraph", "inside": [{"kind": "text", "text": "A sentence. " * 30}]},
            {
                "kind": "list",
                "items": [[{"kind": "paragraph", "inside": [{"kind": "number", "text": NUMBER}]}]],
            },
        ],
    }
]
LYING = ("indicator-card", "numbers-card")
LAYOUTS = (
    *("poster", "tear-off", "hotline-card", "shoe-card", "indicator-card", "numbers-card"),
    "document",
)


def whole(layout: str, code: str, *, colour: bool = True) -> dict:
    """A piece with everything that any layout asks for."""
    more = {"signs": SIGNS, "caution": ["No sign alone is proof."] * 4, "lines": LINES}
    data = piece(code, layout=layout, colour=colour, **more, parts=PARTS)
    if layout in LYING:
        data["paper"] = {"width": data["paper"]["height"], "height": data["paper"]["width"]}
    return data
