"""A browser page that listens: whatever the page complains of, fetches from elsewhere or scrolls sideways is remembered."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AT_REST_SECONDS = 10
LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
"""


@dataclass
class Watched:
    """One page with everything that went wrong on it so far."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()
    under_way: set[Request] = field(default_factory=set)

    def listen(self) -> "Watched":
        self.page.add_init_script(LISTEN)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("requestfinished", self._ended)
        self.page.on("requestfailed", self._ended)
        return self

    def open(self, path: str) -> Page:
        """Go there and wait until everything is loaded, what the scripts ask for included."""
        self.page.goto(self.home + path, wait_until="load")
        self.rest()
        return self.page

    def rest(self) -> None:
        """Wait until the page has an answer to all it asked for; not for ever, for a browser may forget to tell of an end."""
        until = time.monotonic() + AT_REST_SECONDS
        while self.under_way and time.monotonic() < until:
            self.page.wait_for_timeout(10)

    def axe(self, *rules: str) -> list[str]:
        """What axe-core finds: rule, and the first elements it means. All rules, or only these."""
        self.page.evaluate(f"window.axe || (() => {{ {AXE} }})()")
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
        options = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
        found: dict[str, Any] = self.page.evaluate(f"axe.run(document, {options})")
        return [
            f"{rule['id']}: {node['target']} {node['any'][0]['message'] if node['any'] else rule['help']}"
            for rule in found["violations"]
            for node in rule["nodes"][:4]
        ]

    def violations(self) -> list[str]:
        """What the content security policy stopped."""
        return list(self.page.evaluate("window.violations || []"))

    def sideways(self) -> int:
        """How many pixels the whole page scrolls to the side."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"} and not any(words in message.text for words in self.expected):
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        self.under_way.add(request)
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.foreign.append(request.url)

    def _ended(self, request: Request) -> None:
        self.under_way.discard(request)
