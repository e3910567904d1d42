"""The keyed digests of which the chain consists; only who has the SECRET_KEY can make them."""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask import current_app
from sqlalchemy import Row

from cms.models import Event, Seal

# What may name a person, and can be taken out later: the seal covers these by commitments of their own.
PERSONAL = ("actor_label", "record_label", "reason", "before", "after")
_PURPOSE = b"masthead sealed log 1"


def key() -> bytes:
    """The key of the chain, derived so that it serves nothing else."""
    return hmac.digest(str(current_app.config["SECRET_KEY"]).encode(), _PURPOSE, "sha256")


def event_digest(event: Event | Row[Any], secret: bytes) -> str:
    """Of one event as the database holds it; a field that was erased counts by its commitment."""
    fields = {name: event.erased.get(name) or commitment(event, name, secret) for name in PERSONAL}
    facts = (event.id, _moment(event.at), event.actor_number, event.verb, event.noun, event.record_id)
    return _mac(secret, "event", *facts, fields)


def commitment(event: Event | Row[Any], name: str, secret: bytes) -> str:
    """Binds to the field's text; without key and salt nobody can guess the text from it."""
    return _mac(secret, "field", event.salt, name, getattr(event, name))


def seal_digest(seal: Seal, events: Iterable[str], secret: bytes) -> str:
    """Of a seal over the digests of its events, in their order."""
    together = sha256("\n".join(events).encode()).hexdigest()
    facts = (seal.id, seal.previous, seal.first_id, seal.last_id, seal.count, _moment(seal.made_at))
    return _mac(secret, "seal", *facts, together)


def removal_mark(seal: Seal, at: datetime, secret: bytes) -> str:
    """Proves that the events under this seal were removed by Masthead itself, for their age."""
    return _mac(secret, "removal", seal.id, seal.digest, _moment(at))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _mac(secret: bytes, *parts: Any) -> str:
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"))
    return hmac.digest(secret, text.encode(), "sha256").hex()
