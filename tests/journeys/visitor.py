"""A person at a browser, as far as a node can tell: signs in, hands in a file, and sometimes is cut off."""

import http.client
import re
import socket
from http.cookies import SimpleCookie
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FORM = "application/x-www-form-urlencoded"
MARK = "----------part-of-the-form"
SIGN_IN, DEPOSIT = "/compte/login/", "/depots/nouveau/"
SECONDS = 20


class Visitor:
    """One person and her cookies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def sign_in(self, username: str, password: str) -> None:
        facts = {"csrfmiddlewaretoken": self.token(SIGN_IN), "login": username, "password": password}
        status, _, page = self.asked("POST", SIGN_IN, urlencode(facts).encode(), FORM)
        assert status == 302, page

    def hand_in(self, name: str, data: bytes) -> str:
        """The address of the receipt."""
        body, kind = self.form_of(name, data)
        status, headers, page = self.asked("POST", DEPOSIT, body, kind)
        assert status == 302, page
        return headers["Location"]

    def begin_to_hand_in(self, name: str, data: bytes, *, share: float) -> socket.socket:
        """A part of the request is on its way, and nobody listens to the answer."""
        body, kind = self.form_of(name, data)
        head = {**self.headers(kind), "Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body))}
        lines = [f"POST {DEPOSIT} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items()), "", ""]
        request = "\r\n".join(lines).encode() + body
        line = socket.create_connection(("127.0.0.1", self.port), SECONDS)
        line.sendall(request[: int(len(request) * share)])
        return line

    def form_of(self, name: str, data: bytes) -> tuple[bytes, str]:
        token = self.token(DEPOSIT)
        field = f'--{MARK}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
        file = f'--{MARK}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        body = (field + file).encode() + data + f"\r\n--{MARK}--\r\n".encode()
        return body, f"multipart/form-data; boundary={MARK}"

    def token(self, path: str) -> str:
        status, _, page = self.asked("GET", path)
        found = TOKEN.search(page)
        assert status == 200 and found, page
        return found.group(1)

    def asked(
        self, method: str, path: str, body: bytes | None = None, kind: str = ""
    ) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body, self.headers(kind))
            answer = connection.getresponse()
            self.keep(answer.headers)
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def headers(self, kind: str) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return ({"Cookie": cookies} if cookies else {}) | ({"Content-Type": kind} if kind else {})

    def keep(self, headers: http.client.HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
