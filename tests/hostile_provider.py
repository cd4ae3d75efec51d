# SPDX-License-Identifier: MIT
"""An OpenID provider that lies as it is told to: a server on this machine, with keys of its own."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT = "candour"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
ANOTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC_PEM = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


class Hostile:
    """What the provider says next. By itself it tells the truth; a test changes one thing."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.calls_itself = issuer
        self.subject = "7f3c"
        self.claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        self.sign: Callable[[dict[str, Any]], str] = signed
        self.nonce = ""
        self.asked: list[dict[str, list[str]]] = []

    def token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
        }
        return self.sign(self.claims(claims))

    def document(self) -> dict[str, Any]:
        return {
            "issuer": self.calls_itself,
            "authorization_endpoint": f"{self.issuer}/auth",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/me",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "authorization_response_iss_parameter_supported": True,
        }


def signed(claims: dict[str, Any], *, key: Any = KEY, alg: str = "RS256", kid: str = "one") -> str:
    return jwt.encode(claims, key, algorithm=alg, headers={"kid": kid})


def unsigned(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "one"})


def signed_with_what_everybody_knows(claims: dict[str, Any]) -> str:
    """HMAC with the published key as its secret; the library that we use refuses to do it."""
    import base64
    import hashlib
    import hmac

    def part(data: bytes) -> bytes:
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    head = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "one"}).encode())
    body = head + b"." + part(json.dumps(claims).encode())
    mark = hmac.new(PUBLIC_PEM, body, hashlib.sha256).digest()
    return (body + b"." + part(mark)).decode()


@contextmanager
def hostile() -> Iterator[Hostile]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    server.daemon_threads = True
    server.provider = Hostile(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    serving = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    serving.start()
    try:
        yield server.provider  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()
        serving.join()


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        provider: Hostile = self.server.provider  # type: ignore[attr-defined]
        if self.path.startswith("/.well-known/"):
            self._say(provider.document())
        else:
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self._say({"keys": [{**key, "kid": "one", "use": "sig"}]})

    def do_POST(self) -> None:
        provider: Hostile = self.server.provider  # type: ignore[attr-defined]
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        provider.asked.append(parse_qs(sent))
        self._say({"access_token": "x", "token_type": "Bearer", "id_token": provider.token()})

    def _say(self, what: dict[str, Any]) -> None:
        data = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: Any) -> None:
        """It keeps quiet in the tests' output."""
