"""Cookies, form tokens and mailed links are signed with SHA-256."""

import hashlib

import pytest
from flask import session
from flask_security.recoverable import generate_reset_password_token
from flask_wtf.csrf import ValidationError, generate_csrf, validate_csrf
from itsdangerous import BadSignature, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode

from cms.accounts.sessions import SessionCookies
from tests.factories import UserFactory

SHA_1 = {"digest_method": hashlib.sha1}
LONG = hashlib.sha256().digest_size


def signature_of(token):
    return base64_decode(token.rpartition(".")[2])


def test_a_form_token_and_a_mailed_link_have_a_long_signature(app, db):
    with app.test_request_context():
        assert len(signature_of(generate_csrf())) == LONG
        assert len(signature_of(generate_reset_password_token(UserFactory()))) == LONG
        assert len(signature_of(SessionCookies().get_signing_serializer(app).dumps({}))) == LONG


def test_what_is_signed_with_sha_1_is_taken_for_forged(app, db):
    with app.test_request_context():
        good = generate_csrf()
        validate_csrf(good)
        key = app.config["SECRET_KEY"]
        signer = URLSafeTimedSerializer(key, "wtf-csrf-token", signer_kwargs=SHA_1)
        with pytest.raises(ValidationError):
            validate_csrf(signer.dumps(session["csrf_token"]))
        security = app.extensions["security"]
        old = URLSafeTimedSerializer(key, app.config["SECURITY_RESET_SALT"], signer_kwargs=SHA_1)
        with pytest.raises(BadSignature):
            security.reset_serializer.loads(old.dumps(["whoever"]))
