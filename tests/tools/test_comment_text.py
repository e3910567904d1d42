"""What people type as a comment becomes the HTML that they mean, and nothing else."""

import time

import pytest

from cms.tools.comment_text import addresses_in, rendered
from cms.tools.html import sanitise_comment


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("One\ntwo\n\nthree", "<p>One<br>two</p><p>three</p>"),
        (
            "*so* and **so** and ***so***",
            "<p><em>so</em> and <strong>so</strong> and <strong><em>so</em></strong></p>",
        ),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("2*3*4 and a * b", "<p>2*3*4 and a * b</p>"),
        ("*not closed", "<p>*not closed</p>"),
        ("**a *b** c*", "<p><strong>a *b</strong> c*</p>"),
        ("`a*b*` and ``c`d``", "<p><code>a*b*</code> and <code>c`d</code></p>"),
        ("```py\n<b>*x*\n```\nafter", "<pre><code>&lt;b&gt;*x*</code></pre><p>after</p>"),
        ("```\nnot closed", "<pre><code>not closed</code></pre>"),
        (
            "> said\n> > before\n\nI",
            "<blockquote><p>said</p><blockquote><p>before</p></blockquote></blockquote><p>I</p>",
        ),
        ("Buy:\n- milk\n- *rye*\n  bread", "<p>Buy:</p><ul><li>milk</li><li><em>rye</em><br>bread</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("1984. A year", "<p>1984. A year</p>"),
        ("1. one\n5. five", "<ol><li>one</li></ol><p>5. five</p>"),
        ("<script>x</script> & <b>", "<p>&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;</p>"),
    ],
)
def test_each_form_is_made(typed, made):
    assert rendered(typed) == made


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("See https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&c=2"),
        ("(https://example.org/a_(b)).", "https://example.org/a_(b)"),
        ("https://example.org/x, and", "https://example.org/x"),
        ("HTTP://EXAMPLE.ORG/", "HTTP://EXAMPLE.ORG/"),
    ],
)
def test_an_address_becomes_a_link_without_the_sentence_around_it(typed, address):
    assert addresses_in(typed) == [address]
    assert f'<a href="{address.replace("&", "&amp;")}">' in rendered(typed)


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "[x](javascript:alert(1))", "![x](http", "# Title"])
def test_nothing_else_of_markdown_is_read(typed):
    assert rendered(typed) == f"<p>{typed}</p>"


@pytest.mark.parametrize(
    "typed", ['https://a.example/"onmouseover=alert(1)', "https://<script>", "`<img src=x>`"]
)
def test_what_is_made_passes_the_allow_list_unchanged_but_for_the_mark_on_links(typed):
    made = rendered(typed)
    assert sanitise_comment(made).replace(' rel="nofollow ugc noopener"', "") == made


@pytest.mark.parametrize("piece", ["*", "* a", "`", "`a", "**a ", ">", "1. ", "[(", "https://)", "- \n"])
def test_no_text_takes_long(piece):
    begun = time.perf_counter()
    rendered(piece * (5_000 // len(piece)))
    rendered("https://a" + piece.strip() * 4_900)
    assert time.perf_counter() - begun < 0.5
