"""A real site with several web processes, asked over new connections, so that each gets some."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[3]
# So many new connections meet each of four processes but for one case in 200,000.
ENOUGH = 48


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Person:
    """One browser: its cookies, and a new connection for every request."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {"Cookie": cookies} | headers)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        answer = Answer(response.status, response.headers, response.read().decode())
        connection.close()
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.get(path).text)
        assert found, path
        return found[1]

    def post(self, path: str, form: str = "", **fields: str) -> Answer:
        """form: the page that has the form's token."""
        fields["csrf_token"] = fields.get("csrf_token") or self.token(form or path)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields), **kind)

    def sign_in(self, email: str, password: str) -> "Person":
        answer = self.post("/sign-in", email=email, password=password)
        assert answer.status == 302, answer.text
        return self


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def served(*words: str, **settings: str) -> Iterator[int]:
    """`flask serve` with the words and settings, from when it is ready; gives its port."""
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "PORT": str(port), "DEMO_SEASON": "off"} | settings
    command = [sys.executable, "-m", "flask", "--app", "app", "serve", *words]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        try:
            printed = ""
            for line in process.stdout or ():
                printed += line
                if "Ctrl-C" in line:
                    break
            assert "Ctrl-C" in printed, printed
            yield port
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=60)
