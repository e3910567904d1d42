"""Bodies that hypothesis writes: well-formed ones, and heaps of tags."""

from hypothesis import strategies as st

PIECES = (
    *("<p>", "</p>", "<b>", "</b>", "<ul>", "<li>", "</li>", "</ul>", "<br>", "<hr>", "</a>", "<a ", "</"),
    *("<", ">", "a", "cat", "&lt;", "&amp;amp;", '"', "'", "猫", "é", "<pre>", "</pre>", "<tr>", "<td>"),
    *("<a href='/x>y'>", "<!-- x -->", " ", "\n", "\u00a0", "<table>", "</table>", "<blockquote>"),
    *('<img src="/a.png" alt="x">', '<img src="/b.png">', "<h2>", "</h2>", "<details>", "<summary>"),
)
anything = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


def _element(name, inner):
    return f"<{name}>{inner}</{name}>"


words = st.lists(
    st.sampled_from(("tide", "turns", "at", "six", "the", "boats", "Don’t", "猫", "مد", "go,", "3.5")),
    min_size=1,
    max_size=8,
).map(" ".join)
inline = st.recursive(
    words,
    lambda inner: st.one_of(
        st.builds(_element, st.sampled_from(("b", "i", "code", "del")), inner),
        st.builds(lambda to, text: f'<a href="{to}">{text}</a>', st.sampled_from(("/x", "/y")), inner),
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda alt: f'<img src="/a.png" alt="{alt}">', st.sampled_from(("", "Gull", "Boat"))),
    ),
    max_leaves=4,
)
leaf = st.one_of(
    st.builds(_element, st.sampled_from(("p", "h2", "h3", "pre")), inline),
    st.builds(
        lambda items: _element("ul", "".join(items)), st.lists(inline.map(lambda it: f"<li>{it}</li>"))
    ),
    st.builds(
        lambda cells: f"<table><tbody><tr>{''.join(cells)}</tr></tbody></table>",
        st.lists(inline.map(lambda it: f"<td>{it}</td>"), min_size=1, max_size=3),
    ),
    st.sampled_from(("<hr>", "\n", "loose words")),
)
block = st.one_of(leaf, leaf.map(lambda it: _element("blockquote", it)))
rich = st.lists(block, max_size=8).map("".join)


@st.composite
def edited(draw):
    """A body, and the same with blocks moved, left out, rewritten and added."""
    before = draw(st.lists(block, max_size=8))
    after = draw(st.permutations(before)) if draw(st.booleans()) else list(before)
    after = [draw(st.sampled_from((it, it, it, it.replace("tide", "ebb"), "", it + it))) for it in after]
    return "".join(before), "".join(after) + draw(st.one_of(st.just(""), block))
