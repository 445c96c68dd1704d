"""A producer at the desk, by plain HTTP: signs in, sends videos slowly, presses buttons. Where the
site dies under it, it tries again, as a person would."""

import http.client
import re
import time
from urllib.parse import urlencode

PIECES = 20
BOUNDARY = "a-boundary-that-no-film-holds"


class Person:
    def __init__(self, port: int, email: str, password: str) -> None:
        self._port, self._email, self._password = port, email, password
        self.cookies: dict[str, str] = {}

    def sign_in(self) -> None:
        self.cookies.clear()
        fields = {"email": self._email, "password": self._password}
        self._post_form("/sign-in", "/sign-in", fields)

    def press(self, page: str, address: str) -> bool:
        """A button on a page. True where the site took it; OSError where it died."""
        return self._post_form(page, address, {})

    def send_video(self, slug: str, film: bytes, seconds: float) -> bool:
        """In pieces, over so long a time. True where the site took it."""
        page = f"/desk/episodes/{slug}/video"
        token = self._token(page)
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n'
            "Content-Type: video/mp4\r\n\r\n"
        ).encode()
        body = head + film + f"\r\n--{BOUNDARY}--\r\n".encode()
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.putrequest("POST", f"{page}/file")
            connection.putheader("Cookie", self._cookie())
            connection.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders()
            size = -(-len(body) // PIECES)
            for start in range(0, len(body), size):
                connection.send(body[start : start + size])
                time.sleep(seconds / PIECES)
            response = connection.getresponse()
            response.read()
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        return response.status == 303

    def _post_form(self, page: str, address: str, fields: dict[str, str]) -> bool:
        sent = urlencode(fields | {"csrf_token": self._token(page)})
        return self._ask("POST", address, sent)[0] in (302, 303)

    def _token(self, page: str) -> str:
        status, text = self._ask("GET", page)
        if status == 302:  # signed out: the session's row was not there yet
            self.sign_in()
            status, text = self._ask("GET", page)
        found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', text)
        assert found, f"{page}: {status}, without a form"
        return found[1]

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Cookie": self._cookie()}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, text

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
