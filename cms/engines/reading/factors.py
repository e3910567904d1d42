"""The second factors of a person, as screens show them."""

from dataclasses import dataclass

from sqlalchemy import func, select

from cms.extensions import db
from cms.models import AuthenticatorApp, Passkey, RecoveryCode, User


@dataclass(frozen=True)
class Factors:
    """`codes_left` counts the recovery codes that nobody has used."""

    apps: list[AuthenticatorApp]
    passkeys: list[Passkey]
    codes_left: int

    def __bool__(self) -> bool:
        return bool(self.apps or self.passkeys)


def factors_of(user: User) -> Factors:
    """What the person has set up, oldest first; an app that waits for its first code is left out."""
    apps = select(AuthenticatorApp).where(
        AuthenticatorApp.user_id == user.id, AuthenticatorApp.confirmed_at.is_not(None)
    )
    passkeys = select(Passkey).where(Passkey.user_id == user.id)
    return Factors(
        apps=list(db.session.scalars(apps.order_by(AuthenticatorApp.id))),
        passkeys=list(db.session.scalars(passkeys.order_by(Passkey.id))),
        codes_left=count_codes(user),
    )


def count_codes(user: User) -> int:
    """How many recovery codes can still be used."""
    unused = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused) or 0
