"""The invitations screen, and the way to it from an imported author."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cms.models import Invitation, InvitationState, OutboxMessage, now
from tests.client import sign_in
from tests.factories import InvitationFactory, PostFactory, UserFactory, role_named

NEW = "/admin/invitations/new/"


@pytest.fixture
def owner(client, db):
    owner = UserFactory(role="owner", name="Olive")
    db.session.commit()
    sign_in(client, owner)
    return owner


@pytest.fixture
def imported(db):
    nobody = {"password": None, "confirmed_at": None, "active": False}
    return UserFactory(name="Jane", email="jane@wordpress.invalid", role="", **nobody)


def invitations(db):
    db.session.expire_all()
    return db.session.scalars(select(Invitation).order_by(Invitation.id)).all()


def letters(db):
    return db.session.scalar(select(func.count(OutboxMessage.id)))


def test_the_form_says_of_each_role_what_it_allows(client, owner):
    page = client.get(NEW).text
    assert "Ann Bell &lt;ann@example.org&gt;" in page
    assert 'value="reader" autocomplete="off" aria-describedby="role-' in page
    assert page.count('class="role-choice"') == 6


def test_pasted_people_each_get_a_mail(client, db, owner):
    pasted = "a@example.com\r\nBea Bell <B@example.com>\r\n\r\na@example.com"
    answer = client.post(NEW, data={"addresses": pasted, "roles": ["author", "moderator"]})
    assert answer.headers["Location"] == "/admin/invitations/"
    assert [(it.email, it.name) for it in invitations(db)] == [
        ("a@example.com", ""),
        ("b@example.com", "Bea Bell"),
    ]
    assert {role.name for role in invitations(db)[0].roles} == {"author", "moderator"}
    assert letters(db) == 2
    assert "2 invitations are on their way" in client.get("/admin/invitations/").text


def test_each_address_has_its_own_answer_and_none_is_lost(client, db, owner):
    wren = UserFactory(name="Wren", email="wren@example.com")
    InvitationFactory(email="open@example.com")
    pasted = "a@example.com\nWren <wren@example.com>\nno address\nopen@example.com"
    answer = client.post(NEW, data={"addresses": pasted, "roles": ["author"]})
    assert answer.status_code == 422
    for words in (
        "Wren has an account with this address",
        f"/admin/users/details/?id={wren.id}",
        "This is not an e-mail address",
        "has an open invitation already",
        "Wren &lt;wren@example.com&gt;\nno address\nopen@example.com</textarea>",
        "1 invitation is on its way",
    ):
        assert words in answer.text
    assert "a@example.com" not in answer.text.partition("<textarea")[2]
    assert 'value="author" autocomplete="off"' in answer.text
    assert [it.email for it in invitations(db)] == ["open@example.com", "a@example.com"]
    assert letters(db) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"addresses": "", "roles": ["author"]}, "Fill this in"),
        ({"addresses": "a@example.com"}, "Choose at least one role"),
        ({"addresses": "a@example.com", "roles": ["emperor"]}, "Choose at least one role"),
        (
            {"addresses": "\n".join(f"a{n}@example.com" for n in range(51)), "roles": ["author"]},
            "These are 51",
        ),
        ({"addresses": "a\x00@example.com", "roles": ["author"]}, "can&#39;t be stored"),
    ],
)
def test_what_can_not_be_sent_is_said_and_stands_there_still(client, db, owner, data, sentence):
    answer = client.post(NEW, data=data)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert data["addresses"].partition("\x00")[0] in answer.text
    assert invitations(db) == []


def test_the_list_is_narrowed_by_state(client, db, owner):
    states = {
        InvitationState.OPEN: {},
        InvitationState.EXPIRED: {"expires_at": now() - timedelta(days=1)},
        InvitationState.ACCEPTED: {"accepted_at": now(), "user": owner},
        InvitationState.REVOKED: {"revoked_at": now()},
    }
    for state, more in states.items():
        InvitationFactory(email=f"{state}@example.com", by=owner, **more)
    for state in states:
        page = client.get(f"/admin/invitations/?flt0_state={state}").text
        assert [other for other in states if f"{other}@example.com" in page] == [state]
    page = client.get("/admin/invitations/?search=expired").text
    assert "expired@example.com" in page
    assert "open@example.com" not in page


def test_one_is_sent_again_and_taken_back(client, db, owner):
    invitation = InvitationFactory(by=owner)
    digest = invitation.token_digest
    assert client.post("/admin/invitations/sending/", data={"id": invitation.id}).status_code == 302
    assert invitations(db)[0].token_digest != digest
    assert letters(db) == 1
    assert client.post("/admin/invitations/sending/", data={"id": invitation.id}).status_code == 409
    assert client.post("/admin/invitations/revocation/", data={"id": invitation.id}).status_code == 302
    assert invitations(db)[0].revoked_at is not None
    page = client.get(f"/admin/invitations/details/?id={invitation.id}").text
    assert "Revoked" in page
    assert "Send again" not in page
    assert client.post("/admin/invitations/revocation/", data={"id": invitation.id}).status_code == 409


def test_many_are_taken_back_at_once(client, db, owner):
    ids = [InvitationFactory(by=owner).id for _one in range(3)]
    sent = {"action": "revoke", "rowid": ids}
    assert "Revoke" in client.post("/admin/invitations/action/", data=sent).text
    assert all(it.revoked_at is None for it in invitations(db))
    client.post("/admin/invitations/action/", data={**sent, "confirmed": "1"})
    assert all(it.revoked_at is not None for it in invitations(db))


def test_the_list_asks_no_more_for_more_invitations(client, db, owner, count_queries):
    InvitationFactory(by=UserFactory(role="owner"))
    client.get("/admin/invitations/")
    count_queries.clear()
    client.get("/admin/invitations/")
    before = len(count_queries)
    for _one in range(10):
        InvitationFactory(by=UserFactory(role="owner"), claims=UserFactory(password=None))
    count_queries.clear()
    assert client.get("/admin/invitations/").status_code == 200
    assert len(count_queries) == before


def test_no_page_shows_a_link_that_lets_somebody_in(client, db, owner):
    client.post(NEW, data={"addresses": "a@example.com", "roles": ["author"]})
    (invitation,) = invitations(db)
    for path in ("", f"details/?id={invitation.id}", "export/csv/", "export/json/"):
        text = client.get(f"/admin/invitations/{path}").text
        assert invitation.token_digest not in text
        assert "/invitation/" not in text


def test_the_people_screen_leads_to_it(client, owner):
    assert NEW in client.get("/admin/users/").text
    editor = sign_in(client.application.test_client(), UserFactory(role="editor"))
    assert NEW not in editor.get("/admin/users/").text
    assert editor.get("/admin/invitations/").status_code == 403


# Claiming


def test_an_owner_invites_somebody_to_claim_an_author(client, db, owner, imported):
    PostFactory(author=imported)
    address = f"/admin/users/invitation/?id={imported.id}"
    assert address.replace("&", "&amp;") in client.get(f"/admin/users/details/?id={imported.id}").text
    page = client.get(address).text
    assert "wordpress.invalid" not in page
    assert 'name="roles" value="author"' in page
    assert client.post(address, data={"email": "jane@example.com", "roles": ["author"]}).status_code == 302
    (invitation,) = invitations(db)
    assert (invitation.email, invitation.claims_id) == ("jane@example.com", imported.id)
    assert (
        "An invitation to jane@example.com is open until"
        in client.get(f"/admin/users/details/?id={imported.id}").text
    )


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "not an e-mail address"),
        ("jane@", "not an e-mail address"),
        ("moderator@example.com", "posts of their own"),
    ],
)
def test_an_address_that_can_not_be_invited_is_shown_again(client, db, owner, imported, email, sentence):
    UserFactory(role="moderator", email="moderator@example.com")
    answer = client.post(
        f"/admin/users/invitation/?id={imported.id}", data={"email": email, "roles": ["reader"]}
    )
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{email}"' in answer.text
    assert invitations(db) == []


def test_who_adds_a_person_sends_the_same_invitation(client, db, owner):
    typed = {"email": "nell@example.com", "name": "Nell", "roles": ["author"], "roles_shown": "1"}
    assert client.post("/admin/users/new/", data=typed).status_code == 302
    (invitation,) = invitations(db)
    assert invitation.claims.email == "nell@example.com"
    assert invitation.claims.roles == [role_named("author")]
    assert letters(db) == 1
