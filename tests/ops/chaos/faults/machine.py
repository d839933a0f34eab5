"""A machine without room, without a folder, without Redis, or with another time."""

import os
import shutil
from pathlib import Path

from tests.ops.redis_server import RedisServer

from ..mounts import read_only, small_disk
from ..outcome import CannotTry
from ..readers import ask
from ..shifted import Shifted
from ..trial import Trial, fault

DISK, OUT = 64, 6
# Pages are asked for anew after ten seconds when nobody would tell of a change elsewhere.
LONG_OUT = 15
DAY = 86_400
PICTURE = "/files/pictures/mark.png"


@fault("disk-full", f"a disk of {DISK} MB with everything on it, full to the last byte")
def disk_full(trial: Trial) -> None:
    with small_disk(trial.data, DISK), trial.under_load() as load:
        trial.say("disk filled")
        filling = trial.data / "filling"
        fill(filling)
        load.go_on(OUT)
        trial.say("workers killed on the full disk")
        trial.site.kill_workers()
        load.go_on(OUT)
        filling.unlink()
        load.recover()


def fill(file: Path) -> None:
    """Write until not one byte more is taken."""
    with file.open("wb", buffering=0) as filling:
        for size in (1024 * 1024, 4096, 1):
            try:
                while True:
                    filling.write(b"x" * size)
            except OSError:
                continue


@fault("folder-readonly", "the folder of data read-only, and the site started anew on it")
def folder_readonly(trial: Trial) -> None:
    with trial.under_load() as load:
        with read_only(trial.data):
            trial.say("folder read-only, all processes killed and started anew")
            trial.site.kill_all()
            trial.site.start()
            load.go_on(OUT)
            trial.site.kill_all()
        trial.site.start()
        load.recover()


@fault("media-gone", f"the folder of uploaded files moved away for {OUT} s")
def media_gone(trial: Trial) -> None:
    with trial.under_load() as load:
        statuses = [ask(trial.site.origin, PICTURE).status]
        media = trial.data / "media"
        trial.say("files moved away")
        media.rename(trial.folder / "media")
        load.go_on(OUT)
        statuses.append(ask(trial.site.origin, PICTURE).status)
        if media.exists():
            os.rename(media, trial.folder / "made-meanwhile")
        (trial.folder / "media").rename(media)
        statuses.append(ask(trial.site.origin, PICTURE).status)
        if statuses != [200, 404, 200]:
            trial.outcome.problems.append(f"the picture answered {statuses}, not 200, 404, 200")
        load.recover()


@fault("redis-gone", f"Redis killed for {OUT} s, then for {LONG_OUT} s, all in it lost")
def redis_gone(trial: Trial) -> None:
    if shutil.which("redis-server") is None:
        raise CannotTry("Redis is not installed (apt-get install redis-server)")
    server = RedisServer()
    server.start()
    try:
        with trial.under_load(REDIS_URL=server.url) as load:
            for seconds in (OUT, LONG_OUT):
                trial.say("Redis killed")
                server.stop()
                load.go_on(seconds)
                server.start()
                load.recover()
    finally:
        server.stop()


@fault("clock-jumped", "the clock of the site two days ahead, two days back, and right again")
def clock_jumped(trial: Trial) -> None:
    clock = Shifted(trial.folder)
    with trial.under_load(**clock.settings) as load:
        for days in (2, -2, 0):
            trial.say(f"clock shifted by {days} days")
            clock.shift(days * DAY)
            load.go_on(OUT)
            load.recover()
