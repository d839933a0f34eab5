"""Processes that end without a word."""

import random
import sqlite3
from contextlib import closing

from ..load import Load
from ..trial import Trial, fault

TIMES = 5
CUTS = 6


@fault("workers-killed", f"kill -9 of all workers, {TIMES} times, at random moments")
def workers_killed(trial: Trial) -> None:
    with trial.under_load() as load:
        for number in range(TIMES):
            trial.say(f"workers killed, {number + 1} of {TIMES}")
            load.at_random(0.5, 3)
            trial.site.kill_workers()
        load.recover()


@fault("master-killed", "kill -9 of gunicorn's master, twice; started again as a service is")
def master_killed(trial: Trial) -> None:
    with trial.under_load() as load:
        for _time in range(2):
            load.at_random(0.5, 3)
            trial.say("master killed")
            trial.site.kill_master()
            trial.site.start()
            load.recover()


@fault("power-cut", f"kill -9 of all processes while staff publish, {CUTS} times")
def power_cut(trial: Trial) -> None:
    with trial.under_load() as load:
        for number in range(CUTS):
            trial.say(f"power cut, {number + 1} of {CUTS}")
            load.at_random(0.1, 2)
            trial.site.kill_all()
            _look_at_file(trial, load)
            trial.site.start()
            if random.random() < 0.5:
                load.recover()
        load.recover()


def _look_at_file(trial: Trial, load: Load) -> None:
    with closing(sqlite3.connect(trial.site.file)) as connection:
        told = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if told != "ok":
        load.outcome.problems.append(f"the database after a power cut: {told}")
