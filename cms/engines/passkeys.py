"""The ceremonies of WebAuthn: what a browser is asked, and what its answer proves."""

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from cms.engines.challenges import new_challenge, spend
from cms.engines.relying_party import home, rp_id
from cms.engines.settings import setting
from cms.models import Passkey, User

# What a passkey is used for; a challenge for one is of no use for another.
ADD, FIRST, SECOND = "add", "first", "second"
LONGEST_ANSWER = 20_000  # characters of JSON
LONGEST_TRANSPORTS = 100

_NAME = re.compile(r"[A-Za-z0-9_-]{1,1400}")

log = logging.getLogger(__name__)
_TRANSPORTS = {transport.value: transport for transport in AuthenticatorTransport}


class Unproven(Exception):
    """The answer proves nothing; the log says why."""


@dataclass(frozen=True)
class Made:
    """A key pair that an authenticator has just made; the names are those of Passkey."""

    credential_id: str
    public_key: str
    sign_count: int
    transports: str
    backed_up: bool


@dataclass(frozen=True)
class Used:
    """What an authenticator said when a passkey was used."""

    sign_count: int
    backed_up: bool


def creation_options(user: User, known: Iterable[Passkey], handle: str, browser: str) -> str:
    """JSON for navigator.credentials.create(); an authenticator that holds a known passkey makes no other."""
    options = webauthn.generate_registration_options(
        rp_id=rp_id(),
        rp_name=setting("site_name"),
        user_id=base64url_to_bytes(handle),
        user_name=user.email,
        user_display_name=user.display_name,
        challenge=new_challenge(f"{ADD} {user.id}", browser),
        exclude_credentials=_descriptors(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return webauthn.options_to_json(options)


def request_options(purpose: str, browser: str, known: Iterable[Passkey] = ()) -> str:
    """JSON for navigator.credentials.get(). As the only factor, the device must ask who holds it."""
    alone = purpose == FIRST
    options = webauthn.generate_authentication_options(
        rp_id=rp_id(),
        challenge=new_challenge(purpose, browser),
        allow_credentials=_descriptors(known),
        user_verification=(
            UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED
        ),
    )
    return webauthn.options_to_json(options)


def check_made(answer: str, user: User, browser: str) -> Made:
    """The key pair that the browser's answer brings. Raises Unproven."""
    credential = _parsed(answer)
    challenge = _challenge_of(credential, f"{ADD} {user.id}", browser)
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=home(),
        )
    except Exception as error:  # whatever a hostile answer makes of the parsers
        log.warning("a passkey was not taken: %s", error)
        raise Unproven from error
    return Made(
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        transports=_transports(credential),
        backed_up=made.credential_backed_up,
    )


def check_used(answer: str, passkey: Passkey, purpose: str, browser: str) -> Used:
    """What the answer proves of this passkey. Raises Unproven, also for an answer that comes again."""
    credential = _parsed(answer)
    challenge = _challenge_of(credential, purpose, browser)
    try:
        used = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=rp_id(),
            expected_origin=home(),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=purpose == FIRST,
        )
    except Exception as error:  # whatever a hostile answer makes of the parsers
        log.warning("passkey %s proved nothing: %s", passkey.id, error)
        raise Unproven from error
    return Used(used.new_sign_count, used.credential_backed_up)


def named_in(answer: str) -> tuple[str, str]:
    """The credential that an answer says it is of, and the user handle it gives; nothing is proven yet.

    Raises Unproven for what can't be a credential's name.
    """
    credential = _parsed(answer)
    name, response = str(credential.get("id")).rstrip("="), credential.get("response")
    if not _NAME.fullmatch(name) or not isinstance(response, dict):
        raise Unproven
    return name, str(response.get("userHandle") or "").rstrip("=")


def _parsed(answer: str) -> dict[str, Any]:
    try:
        credential = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    except (ValueError, RecursionError):
        credential = None
    if not isinstance(credential, dict):
        raise Unproven
    return credential


def _challenge_of(credential: dict[str, Any], purpose: str, browser: str) -> bytes:
    """The challenge that was signed, if it is one of ours that nobody has answered yet."""
    try:
        client_data = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(client_data["challenge"])
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise Unproven from error
    if not spend(challenge, purpose, browser):
        raise Unproven
    return challenge


def _descriptors(known: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(
            id=base64url_to_bytes(passkey.credential_id),
            transports=[_TRANSPORTS[name] for name in passkey.transports.split(",") if name in _TRANSPORTS],
        )
        for passkey in known
    ]


def _transports(credential: dict[str, Any]) -> str:
    named = credential["response"].get("transports")
    known = [name for name in named if name in _TRANSPORTS] if isinstance(named, list) else []
    return ",".join(dict.fromkeys(known))[:LONGEST_TRANSPORTS]
