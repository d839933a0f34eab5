"""Numbers about the work: exact over threads and workers, and about nobody."""

import re
import time
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bluecampaign.web import metrics, metrics_port
from tests.browser.serving import free_port

LINE = re.compile(r'(bluecampaign_[a-z_]+)(?:\{(kind|le)="([a-z0-9.+A-Z]+)"\})? ([0-9.e-]+)')


def told(counts: metrics.Counts) -> dict[tuple[str, str], float]:
    found = {}
    for line in metrics.lines(counts, kept_bytes=7):
        if not line.startswith("# "):
            name, _label, value, number = LINE.fullmatch(line).groups()
            found[name.removeprefix("bluecampaign_"), value or ""] = float(number)
    return found


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *(("200 OK", "ok"), ("304 Not Modified", "moved"), ("404 Not Found", "wrong")),
        *(("429 Too Many Requests", "refused"), ("503 Service Unavailable", "failed")),
    ],
)
def test_answer_is_counted_by_its_kind(status, kind):
    counts = metrics.Counts()
    served = metrics.Measured(lambda environ, start: start(status, []) or [b"a"], counts)

    body = served({}, lambda status, headers: None)

    found = told(counts)
    assert body == [b"a"]
    assert {k: found["answers_total", k] for k in metrics.ANSWERS} == {
        each: float(each == kind) for each in metrics.ANSWERS
    }
    assert found["answer_seconds_count", ""] == 1


def test_crash_is_a_failure():
    def crash(environ, start):
        raise ValueError

    counts = metrics.Counts()

    with pytest.raises(ValueError):
        metrics.Measured(crash, counts)({}, None)

    assert told(counts)["answers_total", "failed"] == 1


def test_histogram_adds_up():
    counts = metrics.Counts()
    for seconds in (0.0005, 0.03, 0.03, 99):
        counts.searched(seconds)

    found = told(counts)

    buckets = [found["search_seconds_bucket", le] for le in ("0.001", "0.025", "0.05", "+Inf")]
    assert buckets == [1, 1, 3, 4]
    assert found["search_seconds_sum", ""] == pytest.approx(99.0605)
    assert found["kept_bytes", ""] == 7


def test_count_is_exact_over_threads_and_rows():
    counts = metrics.Counts()
    for number in (1, 2):
        counts.begin(number)
        work = [
            Thread(target=lambda: [counts.page("kept") for _ in range(20_000)]) for _ in range(4)
        ]
        for each in work:
            each.start()
        for each in work:
            each.join()

    assert told(counts)["pages_total", "kept"] == 160_000
    assert counts.workers() == 1


@pytest.mark.parametrize(("known", "shown"), [(True, "1"), (False, "0"), (None, "")])
def test_machine_says_whether_it_hears_of_others(known, shown):
    found = "\n".join(metrics.lines(metrics.Counts(), 0, known))

    assert found.rpartition("bluecampaign_in_touch ")[2] == (shown or found)


def test_port_gives_the_numbers_and_nothing_else(tmp_path):
    counts, port = metrics.Counts(), free_port()
    (tmp_path / "page").write_bytes(b"x" * 123)
    metrics_port.start(counts, "127.0.0.1", port, tmp_path, lambda: True)
    time.sleep(0.2)

    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        text = answer.read().decode()
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"http://127.0.0.1:{port}/", timeout=5)

    assert "\nbluecampaign_kept_bytes 123\n" in text
    assert text.endswith("\nbluecampaign_in_touch 1\n")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
