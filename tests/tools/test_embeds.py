"""Embeds: only known pages of the hosts on the list become frames."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.tools.embeds import embed_of, with_embeds
from cms.tools.html import ALLOWED, sanitise

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
KNOWN = {
    FILM: "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://m.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=10s": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://youtu.be/dQw4w9WgXcQ?si=x": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
    "https://soundcloud.com/forss/flickermood": "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/forss/flickermood&auto_play=true",
    "https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC": "https://open.spotify.com/embed/track/4uLU6hMCjMI75M1A2tKUQC",
    "https://codepen.io/some-one/pen/abcDEF": "https://codepen.io/some-one/embed/abcDEF?default-tab=result",
}  # fmt: skip
HOSTILE = [
    "javascript:alert(1)//https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://wwwxyoutube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ\n.evil.example",
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&x="onload="alert(1)',
    "https://www.youtube.com/watch?v=../../../evil",
    "https://www.youtube.com/redirect?v=dQw4w9WgXcQ",
    "https://vimeo.com/１２３４５",
    "https://soundcloud.com/a/b&auto_play=true",
    "https://soundcloud.com/../x",
    "//www.youtube.com/watch?v=dQw4w9WgXcQ",
    " https://youtu.be/dQw4w9WgXcQ",
    "https://codepen.io/x/embed/abc",
    "https://www.openstreetmap.org/#map=12/{0}/7",
    "",
]


def figure(address, title="A title"):
    return sanitise(f'<figure class="embed"><a href="{address}">{title}</a></figure>')


@pytest.mark.parametrize("page", KNOWN)
def test_a_known_page_becomes_the_frame_of_its_host(page):
    assert embed_of(page).frame == KNOWN[page]


def test_a_map_shows_the_place_in_its_middle():
    frame = embed_of("https://www.openstreetmap.org/#map=12/48.1372/-11.5755&layers=N").frame
    west, south, east, north = map(float, frame.split("bbox=")[1].split("&")[0].split(","))
    assert ((south + north) / 2, (west + east) / 2) == pytest.approx((48.1372, -11.5755), abs=1e-4)
    assert west < east and south < north


@pytest.mark.parametrize("address", HOSTILE)
def test_no_other_address_does(address):
    assert embed_of(address) is None


@given(st.sampled_from(sorted(KNOWN)), st.text(max_size=8), st.integers(0, 60))
def test_whatever_is_slipped_in_no_frame_leaves_the_listed_origins(page, slipped, at):
    embed = embed_of(page[:at] + slipped + page[at:])
    listed = {urlsplit(host["frame"]).netloc for host in ALLOWED["embeds"]}
    assert embed is None or urlsplit(embed.frame).netloc in listed
    assert embed is None or not set(embed.frame) & set("\"'<> \n")


def test_a_stored_figure_becomes_a_card_and_tells_its_origin():
    shown, origins = with_embeds(
        f"<p>a</p>{figure(FILM, 'Cats &amp; dogs')}<p>b</p>", lambda it, title: f"[{it.host}: {title}]"
    )
    assert shown == "<p>a</p>[YouTube: Cats & dogs]<p>b</p>"
    assert origins == {"https://www.youtube-nocookie.com"}


@pytest.mark.parametrize(
    "markup",
    [
        figure("https://evil.example/watch?v=dQw4w9WgXcQ"),
        f'<p><a href="{FILM}">A title</a></p>',
        sanitise(f'<p title=\'<figure class="embed"><a href="{FILM}">x</a></figure>\'>y</p>'),
        sanitise(f'<pre>&lt;figure class="embed"&gt;&lt;a href="{FILM}"&gt;x&lt;/a&gt;&lt;/figure&gt;</pre>'),
    ],
)
def test_everything_else_stays_as_it_is(markup):
    assert with_embeds(markup, lambda *_: "card") == (markup, set())


def test_what_is_stored_passes_the_allow_list_unchanged():
    stored = f'<figure class="embed"><a href="{FILM}">A title</a></figure>'
    assert sanitise(stored) == stored
