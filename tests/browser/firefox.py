"""Firefox for the tests: the one of the machine, asked by WebDriver BiDi, without which
Playwright would want a Firefox of its own making.
"""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

SHIFT = "\ue008"
TAB = "\ue004"
PATIENCE = 20
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# Nothing but this machine is reached: every other address has a proxy that is not there.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "services.settings.server": "",
    "toolkit.telemetry.enabled": False,
}


def find_firefox() -> str | None:
    names = [os.environ.get("FIREFOX") or "firefox-esr", "firefox"]
    return next(filter(None, map(shutil.which, names)), None)


class Tab:
    """The tab of Firefox that is in use. `answer` is what the world outside of the site
    says: a page, or nothing at all while it is None.
    """

    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire
        self.answer: str | None = "<title>Weather</title>Sun"
        self.asked: list[str] = []
        self._number = 0
        self("session.new", capabilities={})
        self.id = ""
        self("session.subscribe", events=["network.beforeRequestSent"])
        pattern = {"type": "pattern", "protocol": "https"}
        self("network.addIntercept", phases=["beforeRequestSent"], urlPatterns=[pattern])

    def renew(self) -> None:
        """A new tab in place of all others; the world outside answers again."""
        old = [context["context"] for context in self("browsingContext.getTree")["contexts"]]
        self.open()
        for each in old:
            self("browsingContext.close", context=each)
        self.answer, self.asked = "<title>Weather</title>Sun", []

    def open(self) -> None:
        self.id = self("browsingContext.create", type="tab")["context"]

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a command; what happens meanwhile is taken care of."""
        number = self._send(method, params)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            message = self._next(deadline - time.monotonic())
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]
        raise TimeoutError(method)

    def _send(self, method: str, params: dict[str, Any]) -> int:
        self._number += 1
        self.wire.send(json.dumps({"id": self._number, "method": method, "params": params}))
        return self._number

    def _next(self, seconds: float) -> dict[str, Any]:
        message = json.loads(self.wire.recv(timeout=max(seconds, 0.01)))
        if message.get("method") == "network.beforeRequestSent" and message["params"]["isBlocked"]:
            self._outside(message["params"]["request"])
        return message

    def _outside(self, request: dict[str, Any]) -> None:
        self.asked.append(request["url"])
        if self.answer is None:
            return
        html = {"name": "Content-Type", "value": {"type": "string", "value": "text/html"}}
        body = {"type": "string", "value": self.answer}
        reply = {"request": request["request"], "statusCode": 200, "headers": [html], "body": body}
        self._send("network.provideResponse", reply)

    def wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                self._next(left)
            except TimeoutError:
                return

    def until(self, is_so: Callable[[], bool]) -> bool:
        """Whether it becomes so before the patience ends."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if is_so():
                return True
            self.wait(0.1)
        return is_so()

    def goto(self, url: str) -> None:
        self("browsingContext.navigate", context=self.id, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        found = self(
            "script.evaluate", expression=expression, target={"context": self.id}, awaitPromise=True
        )
        assert found["type"] == "success", found
        return found["result"].get("value")

    @property
    def url(self) -> str:
        [context] = self("browsingContext.getTree", root=self.id)["contexts"]
        return context["url"]

    def back(self) -> None:
        self._send("browsingContext.traverseHistory", {"context": self.id, "delta": -1})
        self.wait(1.5)

    def press(self, *keys: str) -> None:
        """Each key down and up, one after the other."""
        actions = [{"type": how, "value": key} for key in keys for how in ("keyDown", "keyUp")]
        self.act({"type": "key", "id": "keys", "actions": actions})

    def press_together(self, held: str, key: str) -> None:
        order = [("keyDown", held), ("keyDown", key), ("keyUp", key), ("keyUp", held)]
        actions = [{"type": how, "value": value} for how, value in order]
        self.act({"type": "key", "id": "keys", "actions": actions})

    def click(self, selector: str, button: int = 0) -> None:
        x, y = json.loads(
            self.evaluate(
                "(({x, y, width, height}) => JSON.stringify([x + width / 2, y + height / 2]))"
                f"(document.querySelector({json.dumps(selector)}).getBoundingClientRect())"
            )
        )
        moves = [
            {"type": "pointerMove", "x": round(x), "y": round(y)},
            {"type": "pointerDown", "button": button},
            {"type": "pointerUp", "button": button},
        ]
        self.act({"type": "pointer", "id": "mouse", "actions": moves})

    def act(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", {"context": self.id, "actions": [source]})
        self.wait(0.5)

    def picture(self) -> str:
        """What is seen, as a PNG in base64."""
        return self("browsingContext.captureScreenshot", context=self.id)["data"]


@contextmanager
def started(firefox: str, folder: Path) -> Iterator[Tab]:
    """A Firefox with a profile of its own, which ends with the block."""
    profile = folder / "firefox"
    profile.mkdir()
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = [firefox, "--headless", "--no-remote", "--remote-debugging-port", "0"]
    running = subprocess.Popen(
        [*command, "--profile", str(profile)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"},
    )
    try:
        with connect(f"{_address(running)}/session", max_size=None) as wire:
            yield Tab(wire)
    finally:
        running.terminate()
        running.communicate(timeout=40)


def _address(running: subprocess.Popen[str]) -> str:
    assert running.stderr
    for line in running.stderr:
        if found := LISTENING.search(line):
            return found[1]
    raise RuntimeError("Firefox did not start.")
