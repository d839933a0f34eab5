"""How long a printed page takes:  python -m benchmarks.printing [--rounds 5]

Every piece that the site prints is set in thirteen languages on its first paper, as a
tagged PDF with nothing kept from before, round after round. Printed are the milliseconds
of the processor for one page: the median and the worst language, and beside them what the
same compiler takes for a page with a single line, and what a kept file costs.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import django

FOLDER = tempfile.TemporaryDirectory(prefix="benchmark-")


def prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    os.environ |= {"SECRET_KEY": "only-for-measuring", "DEBUG": "off", "HTTPS": "off"}
    os.environ |= {"DATABASE_URL": "sqlite://:memory:", "DATA_DIR": FOLDER.name}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)


def measure(rounds: int) -> None:
    from bluecampaign.printing import typesetting

    times: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    made, line = sheets(), one_line()
    # The first time of all, fonts are read and layouts understood.
    for number in range(rounds + 1):
        for sheet in made:
            spent, file = timed(
                lambda sheet=sheet: typesetting.pdf(sheet.data, int(sheet.updated.timestamp()))
            )
            if number:
                name = f"{sheet.code} {sheet.item.printed_as}"
                times[name][sheet.order.codes[0]].append(spent / pages_of(file))
        spent, _file = timed(line)
        if number:
            times["one line, by the same compiler"]["en"].append(spent)
    for sheet in made:
        sheet.file()
        spent, _file = timed(sheet.file)
        times["a whole file that was kept"][sheet.order.codes[0]].append(spent)
    show(times)


def sheets() -> list:
    """Every piece in every language."""
    from bluecampaign.translation.languages import CODES
    from resources.models import Resource
    from resources.printed.making import Sheet
    from resources.printed.orders import Order
    from resources.printed.pieces import piece_of

    items = Resource.objects.exclude(printed_as="").order_by("code")
    pieces = [(item, piece_of(item)) for item in items]
    return [
        Sheet(item, piece, Order((code,), piece.papers[0]))
        for item, piece in pieces
        for code in CODES
    ]


def one_line() -> Callable[[], bytes]:
    import typst

    source = Path(FOLDER.name, "line.typ")
    source.write_text('#set document(title: [A])\n#set text(lang: "en")\nA line.')
    compiler = typst.Compiler(str(source))
    return lambda: compiler.compile(format="pdf", pdf_standards=["ua-1"])


def pages_of(file: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(file))


def timed(make: Callable[[], bytes]) -> tuple[float, bytes]:
    begun = time.process_time()
    made = make()
    return (time.process_time() - begun) * 1000, made


def show(times: dict[str, dict[str, list[float]]]) -> None:
    print(f"{'milliseconds of the processor for a page':44}{'median':>8}{'worst':>8}  language")
    for name, languages in times.items():
        medians = {code: statistics.median(each) for code, each in languages.items()}
        worst = max(medians, key=medians.__getitem__)
        whole = statistics.median(medians.values())
        print(f"{name:44}{whole:8.1f}{medians[worst]:8.1f}  {worst}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    prepare()
    measure(options.rounds)
    print(f"Load of the machine meanwhile: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
