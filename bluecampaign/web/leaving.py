"""Where "Leave this site now" leads, and what speaks against an address.

`SITE_EXIT_URL` is one address for everybody, or addresses by language
(`es=https://…,*=https://…`), `*` for the others. A language without one gets the
default: a weather page in that language where one is known, else the English one.
"""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, urlsplit

OTHERS = "*"
WORLD = "https://worldweather.wmo.int"
# The National Weather Service, and the World Meteorological Organization for languages
# that docs/decisions.md names a source for. Neither shows an account or sells anything.
DEFAULTS = {
    OTHERS: "https://www.weather.gov/",
    "es": f"{WORLD}/es/home.html",
    "zh-hans": f"{WORLD}/zh/home.html",
    "zh-hant": f"{WORLD}/tc/home.html",
    "ar": f"{WORLD}/ar/home.html",
    "fr": f"{WORLD}/fr/home.html",
    "ko": f"{WORLD}/kr/home.html",
    "pt-br": f"{WORLD}/pt/home.html",
}
BY_LANGUAGE = re.compile(r"\s*(\*|[A-Za-z-]+)=")
NEXT_LANGUAGE = re.compile(r",\s*(?=(?:\*|[A-Za-z-]+)=)")

# Names within a host that mean mail, messages, an account or a greeting by name.
PERSONAL_NAMES = {
    *("account", "accounts", "amazon", "apple", "auth", "discord", "ebay", "facebook"),
    *("fb", "gmail", "google", "icloud", "inbox", "instagram", "kakao", "line", "linkedin"),
    *("live", "login", "mail", "messages", "messenger", "naver", "netflix", "outlook"),
    *("paypal", "pinterest", "qq", "reddit", "signal", "signin", "skype", "snapchat"),
    *("spotify", "telegram", "threads", "tiktok", "tinder", "tumblr", "twitch", "twitter"),
    *("viber", "vk", "webmail", "wechat", "weibo", "weixin", "whatsapp", "yahoo", "yandex"),
    *("youtube", "zalo"),
}
PERSONAL_HOSTS = ("x.com", "t.me", "wa.me", "m.me", "ok.ru", "msn.com", "bing.com")
PERSONAL_KEYS = {
    *("account", "email", "id", "login", "mail", "name", "phone", "token", "uid", "user"),
    *("user_id", "userid", "username"),
}
SUBJECT_HOSTS = (
    *("dhs.gov", "ice.gov", "cbp.gov", "uscis.gov", "secretservice.gov", "fbi.gov"),
    *("justice.gov", "ovc.gov", "acf.hhs.gov", "state.gov", "dol.gov", "911.gov"),
    *("missingkids.org", "iom.int", "unodc.org", "ilo.org", "rainn.org"),
)
SUBJECT_WORDS = re.compile(
    r"traffick|slave|bluecampaign|blue-campaign|hotline|helpline|victim|survivor|abuse"
    r"|violence|exploit|asylum|immigra|migrant|police",
    re.IGNORECASE,
)
HERE = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|home|test|example|invalid)$")


def read(text: str) -> dict[str, str]:
    """The setting as addresses by language; every language is answered by one of them."""
    if not text.strip():
        return DEFAULTS
    if not BY_LANGUAGE.match(text):
        return {OTHERS: text.strip()}
    pairs = (pair.partition("=") for pair in NEXT_LANGUAGE.split(text))
    chosen = {code.strip().lower(): url.strip() for code, _sign, url in pairs}
    return chosen if OTHERS in chosen else DEFAULTS | chosen


def exit_url(targets: dict[str, str], code: str) -> str:
    return targets.get(code) or targets[OTHERS]


def reasons_against(url: str, own_hosts: set[str]) -> list[str]:
    """Every reason why an address would not take a reader in danger out of sight."""
    try:
        target = urlsplit(url)
        host = (target.hostname or "").rstrip(".")
    except ValueError:
        return ["it is no address"]
    tests = {
        "it is not https, so the network sees which page is opened next": target.scheme != "https",
        "it names no host": not host,
        "it is this site, where the reader would stay": _is_one_of(host, own_hosts),
        "it is a machine in somebody's own network": bool(host) and _is_near(host),
        "it names a person": _names_a_person(target),
        "it may greet its user by name, or show an account or messages": _greets(host),
        "it is about this subject": _is_about_this(host, target.path),
    }
    return [reason for reason, speaks_against in tests.items() if speaks_against]


def _is_one_of(host: str, names) -> bool:
    """Whether a host is one of these, or below one of them."""
    return any(host == name or host.endswith(f".{name}") for name in names)


def _is_near(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return "." not in host or bool(HERE.search(host))


def _names_a_person(target: SplitResult) -> bool:
    keys = {key.lower() for key, _value in parse_qsl(target.query, keep_blank_values=True)}
    return "@" in target.geturl() or "%40" in target.geturl() or bool(keys & PERSONAL_KEYS)


def _greets(host: str) -> bool:
    return bool(PERSONAL_NAMES & set(host.split("."))) or _is_one_of(host, PERSONAL_HOSTS)


def _is_about_this(host: str, path: str) -> bool:
    return _is_one_of(host, SUBJECT_HOSTS) or bool(SUBJECT_WORDS.search(host + path))
