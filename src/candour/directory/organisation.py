# SPDX-License-Identifier: MIT
"""Sign-in by the organisation's account (OpenID Connect), on trial and off until it is set up.

allauth's provider, made strict: it sends and checks a nonce, always verifies the signature with a
key and an algorithm that are expected, and takes one issuer, the one that is named in the settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.urls import reverse
from requests import RequestException

from candour.ui.request import Request

PROVIDER = "organisation"
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""What a token may be signed with: never nothing, and never a secret that we share."""
KINDS_OF_KEY = frozenset({"RSA", "EC", "OKP"})
MUST_SAY = ("iss", "sub", "aud", "exp", "iat", "nonce")
CLOCK_MAY_DIFFER = 60
LONGEST_SUBJECT = 191


class NotBelieved(Exception):
    """What came back does not show who this is. The words are for the log, never for the page."""


@dataclass(frozen=True)
class Identity:
    """Somebody, as the organisation knows them: a subject is only one together with its issuer."""

    issuer: str
    subject: str


def is_on() -> bool:
    return bool(settings.ORGANISATION["issuer"])


class Organisation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # the library is not typed
    """The one provider of this installation."""

    def __init__(self, request: Request) -> None:
        super().__init__(request, PROVIDER)
        given = settings.ORGANISATION
        self.issuer: str = given["issuer"]
        self.app = SocialApp(
            provider=OpenIDConnectProvider.id,
            provider_id=PROVIDER,
            name=given["name"],
            client_id=given["client"],
            secret=given["secret"],
            settings={"server_url": self.issuer.rstrip("/")},
        )

    def get_provider(self) -> OpenIDConnectProvider:
        return OpenIDConnectProvider(self.request, app=self.app)

    def get_callback_url(self, request: Request, app: SocialApp) -> str:  # noqa: ARG002  the library's signature
        return settings.BASE_ADDRESS.rstrip("/") + reverse("organisation_back")

    @property
    def openid_config(self) -> Mapping[str, Any]:
        """What the provider says of itself; it must be the one that is named in the settings."""
        config: Mapping[str, Any] = super().openid_config
        if config.get("issuer") != self.issuer:
            raise NotBelieved("another issuer describes itself")
        return config

    def way_there(self, *, state: str, nonce: str, challenge: str) -> str:
        """The address at which the organisation asks who this is."""
        client = self.get_client(self.request, self.app)
        extra = {
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "prompt": "login",
        }
        address: str = client.get_redirect_url(self.authorize_url, ["openid"], extra)
        return address

    def who_came_back(self, answer: Mapping[str, str], kept: Mapping[str, str]) -> Identity:
        """Exchange the code for a token and read it; raises NotBelieved, and nothing else."""
        try:
            code = self._code(answer)
            client = self.get_client(self.request, self.app)
            tokens = client.get_access_token(code, pkce_code_verifier=kept["verifier"])
            return self._identity(str(tokens.get("id_token", "")), kept["nonce"])
        except (OAuth2Error, RequestException, ValueError, KeyError, TypeError) as wrong:
            raise NotBelieved(type(wrong).__name__) from wrong

    def _code(self, answer: Mapping[str, str]) -> str:
        """What the browser brought back, if it is from the provider that was asked (RFC 9207)."""
        says_who = self.openid_config.get("authorization_response_iss_parameter_supported")
        if answer.get("iss", "" if says_who else self.issuer) != self.issuer:
            raise NotBelieved("another issuer answers")
        if not (code := answer.get("code", "")):
            raise NotBelieved("no code came back")
        return code

    def _identity(self, token: str, nonce: str) -> Identity:
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(
                token,
                key=self._key(header),
                algorithms=list(ALGORITHMS),
                audience=self.app.client_id,
                issuer=self.issuer,
                leeway=CLOCK_MAY_DIFFER,
                options={"require": list(MUST_SAY)},
            )
        except jwt.PyJWTError as wrong:
            raise NotBelieved(type(wrong).__name__) from wrong
        if claims["nonce"] != nonce:
            raise NotBelieved("the nonce is another")
        if (
            isinstance(claims["aud"], list)
            and claims.get("azp", self.app.client_id) != self.app.client_id
        ):
            raise NotBelieved("the token was made for another client")
        return Identity(claims["iss"], self._subject(claims["sub"]))

    def _key(self, header: Mapping[str, Any]) -> Any:
        """The key that the provider publishes under this name, if it is of a kind that signs."""
        if header.get("alg") not in ALGORITHMS or not header.get("kid"):
            raise NotBelieved("the token is not signed as it should be")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        for each in answer.json()["keys"]:
            if each.get("kid") == header["kid"] and each.get("kty") in KINDS_OF_KEY:
                return jwt.PyJWK(each, algorithm=header["alg"]).key
        raise NotBelieved("no published key has this name")

    def _subject(self, subject: Any) -> str:
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise NotBelieved("the subject is none")
        return subject
