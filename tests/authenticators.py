"""Authenticators in software: an app that shows codes, and one that holds passkeys."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from cms.models import now
from cms.tools import totp

ORIGIN = "http://localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class App:
    """An authenticator app that was given the secret."""

    secret: str

    def code(self, ahead: int = 0) -> str:
        """What it shows now, or so many steps ahead."""
        return totp.code_at(self.secret, totp.step_at(now().timestamp()) + ahead)


@dataclass
class Device:
    """Holds passkeys and answers as a browser would send it. `verifies`: it asks who holds it."""

    origin: str = ORIGIN
    verifies: bool = True
    counts: bool = True
    keys: dict[str, Any] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def create(self, options: dict[str, Any]) -> str:
        """The answer to navigator.credentials.create()."""
        key, name = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(32)
        id = bytes_to_base64url(name)
        self.keys[id], self.handles[id] = key, options["user"]["id"]
        attested = bytes(16) + struct.pack(">H", len(name)) + name + _cose(key.public_key())
        data = self._data(options["rp"]["id"], ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client_data = self._client_data("webauthn.create", options["challenge"])
        response = {"clientDataJSON": client_data, "attestationObject": bytes_to_base64url(statement)}
        return self._answer(id, {**response, "transports": ["internal"]})

    def get(self, options: dict[str, Any], id: str = "", **changed: Any) -> str:
        """The answer to navigator.credentials.get(), with the first passkey that is asked for."""
        allowed = [one["id"] for one in options.get("allowCredentials") or []]
        id = id or next(one for one in self.keys if not allowed or one in allowed)
        self.count += 1 if self.counts else 0
        data = self._data(options["rpId"])
        client_data = self._client_data("webauthn.get", options["challenge"])
        signed = data + hashlib.sha256(base64url_to_bytes(client_data)).digest()
        signature = self.keys[id].sign(signed, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signature),
            "userHandle": self.handles[id],
        }
        return self._answer(id, {**response, **changed})

    def _data(self, rp_id: str, more: int = 0) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(rp_id.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client_data(self, kind: str, challenge: str) -> str:
        data = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return bytes_to_base64url(json.dumps(data).encode())

    def _answer(self, id: str, response: dict[str, Any]) -> str:
        return json.dumps({"id": id, "rawId": id, "type": "public-key", "response": response})


def _cose(key: ec.EllipticCurvePublicKey) -> bytes:
    numbers = key.public_numbers()
    return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
