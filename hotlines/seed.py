"""The shipped hotlines: read from `content/hotlines.toml`, the one source of digits."""

import tomllib
from functools import lru_cache
from pathlib import Path

from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.models import State, refresh_states

from .models import Channel, Hotline

FILE = Path(__file__).parent / "content" / "hotlines.toml"
HOTLINE_TEXTS = ("name", "purpose", "who_answers", "formerly")
CHANNEL_TEXTS = ("hours", "note")


def files() -> list[Path]:
    return [FILE]


@lru_cache(maxsize=1)
def entries() -> tuple[dict, ...]:
    """The hotlines of the file, each with its channels, as model field values; read once.

    Without a database every page asks for them, some twice, and they are there for good
    once a process has read them. Nobody may change what is in them.
    """
    with FILE.open("rb") as file:
        return tuple(_fields(row) for row in tomllib.load(file)["hotlines"])


def load(run: ContentImport) -> None:
    for entry in entries():
        hotline = run.put(
            Hotline,
            entry["slug"],
            {"slug": entry["slug"]},
            {**entry["values"], "status": Status.LIVE},
        )
        if hotline is None:
            continue
        for key, values in entry["channels"]:
            run.put(
                Channel,
                f"{entry['slug']}:{key}",
                {"hotline": hotline, "key": key},
                values,
            )
        refresh_states(hotline, new_state=State.MACHINE)


def _fields(row: dict) -> dict:
    channels = row.pop("channels", [])
    slug = row.pop("slug")
    return {
        "slug": slug,
        "values": _columns(row, HOTLINE_TEXTS),
        "channels": [
            (channel.pop("key"), {"order": place * 10} | _columns(channel, CHANNEL_TEXTS))
            for place, channel in enumerate(channels, start=1)
        ],
    }


def _columns(row: dict, texts: tuple[str, ...]) -> dict:
    """`{"name": {"es": …}}` becomes `{"name_es": …}`; other values stay."""
    plain = {name: value for name, value in row.items() if name not in texts}
    plain.pop("sms_keyword", None)
    for name in texts:
        for code in CODES:
            plain[f"{name}_{suffix(code)}"] = row.get(name, {}).get(code, "")
    return plain
