"""The numbers, digit by digit. SAFETY-CRITICAL: a wrong digit sends somebody who needs
help to the wrong place.

They are written out here a second time on purpose: this table, the content file, the
database and every printed page must all say the same. Change one only after checking
it where its line publishes it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """How one reaches a line. `href` is what the phone gets, `shown` what people read."""

    kind: str
    href: str
    shown: str
    number: str = ""
    letters: str = ""
    keywords: tuple[str, ...] = ()
    spells: str = ""
    languages: tuple[str, ...] = ()
    interpreted: int = 0
    always: bool = True


@dataclass(frozen=True)
class Line:
    name: str
    answered_by: str
    is_police: bool
    is_immigration: bool
    who: str
    ways: dict[str, Way]


LINES = {
    "emergency": Line(
        name="Emergency",
        answered_by="emergency-services",
        is_police=True,
        is_immigration=False,
        who="Emergency services: police, fire and medical.",
        ways={"voice": Way("voice", "tel:911", "911", "911")},
    ),
    "national": Line(
        name="National Human Trafficking Hotline",
        answered_by="ngo",
        is_police=False,
        is_immigration=False,
        who=(
            "A nongovernmental organization funded by the federal government. It is not "
            "law enforcement, so not the police. It is not an immigration authority."
        ),
        ways={
            "voice": Way(
                "voice",
                "tel:+18883737888",
                "1-888-373-7888",
                "+18883737888",
                languages=("en", "es"),
                interpreted=200,
            ),
            "text": Way(
                "text",
                "sms:233733?body=HELP",
                "233733",
                "233733",
                keywords=("HELP", "INFO"),
                spells="BeFree",
                languages=("en", "es"),
            ),
            "tty": Way("tty", "tel:711", "711", "711"),
            "chat": Way(
                "chat",
                "https://humantraffickinghotline.org/chat",
                "humantraffickinghotline.org/chat",
                languages=("en", "es"),
            ),
        },
    ),
    "hsi": Line(
        name="ICE HSI Tip Line",
        answered_by="law-enforcement",
        is_police=True,
        is_immigration=True,
        who=(
            "Law enforcement: Homeland Security Investigations (HSI), part of U.S. "
            "Immigration and Customs Enforcement (ICE). ICE is also an immigration "
            "authority."
        ),
        ways={
            "voice": Way(
                "voice",
                "tel:+18663472423",
                "1-866-347-2423",
                "+18663472423",
                letters="1-866-DHS-2-ICE",
            ),
            "abroad": Way("voice", "tel:+18028726199", "802-872-6199", "+18028726199"),
            "web": Way("web", "https://www.ice.gov/tips", "ice.gov/tips"),
        },
    ),
    "ncmec": Line(
        name="NCMEC CyberTipline",
        answered_by="nonprofit",
        is_police=False,
        is_immigration=False,
        who=(
            "The National Center for Missing & Exploited Children (NCMEC), a nonprofit "
            "clearinghouse for missing and exploited children."
        ),
        ways={
            "voice": Way(
                "voice",
                "tel:+18008435678",
                "1-800-843-5678",
                "+18008435678",
                letters="1-800-THE-LOST",
            ),
            "web": Way("web", "https://report.cybertip.org/", "report.cybertip.org"),
        },
    ),
    "988": Line(
        name="988 Suicide & Crisis Lifeline",
        answered_by="crisis-counsellors",
        is_police=False,
        is_immigration=False,
        who="Crisis counselors. Not police.",
        ways={
            "voice": Way("voice", "tel:988", "988", "988"),
            "text": Way("text", "sms:988", "988", "988"),
        },
    ),
    "domestic-violence": Line(
        name="National Domestic Violence Hotline",
        answered_by="nonprofit",
        is_police=False,
        is_immigration=False,
        who="A nonprofit organization. Not police.",
        ways={"voice": Way("voice", "tel:+18007997233", "1-800-799-7233", "+18007997233")},
    ),
    "rainn": Line(
        name="RAINN National Sexual Assault Hotline",
        answered_by="nonprofit",
        is_police=False,
        is_immigration=False,
        who="A nonprofit organization. Not police.",
        ways={"voice": Way("voice", "tel:+18006564673", "1-800-656-4673", "+18006564673")},
    ),
    "uk": Line(
        name="UK Modern Slavery & Exploitation Helpline",
        answered_by="charity",
        is_police=False,
        is_immigration=False,
        who="A charity. Not police.",
        ways={"voice": Way("voice", "tel:+448000121700", "08000 121 700", "+448000121700")},
    ),
    "press": Line(
        name="DHS Press Office",
        answered_by="press-office",
        is_police=False,
        is_immigration=False,
        who="Press officers of the Department of Homeland Security (DHS).",
        ways={
            "voice": Way("voice", "tel:+12022828010", "202-282-8010", "+12022828010", always=False)
        },
    ),
}
ORDER = list(LINES)
# What stands in each link that dials or texts.
DIALLED = {
    way.href: way.shown
    for line in LINES.values()
    for way in line.ways.values()
    if way.href.startswith(("tel:", "sms:"))
}
LETTERS = {way.letters for line in LINES.values() for way in line.ways.values()} - {""}
SHOWN = {way.shown for line in LINES.values() for way in line.ways.values()}
