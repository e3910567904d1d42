"""Arguments of lists, on their own."""

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cms.admin.base.arguments import FURTHEST, read_arguments

NAMES = st.sampled_from(
    ["page", "page_size", "sort", "desc", "search", "flt0_status", "flt1_0", "flt", "other"]
)


@given(st.dictionaries(NAMES, st.text(max_size=40)))
def test_anything_becomes_arguments_within_bounds(given_arguments):
    arguments = read(MultiDict(given_arguments))
    assert 0 <= arguments.offset <= FURTHEST
    assert arguments.page_size in (20, 50)
    assert arguments.sort in (None, 0, 1, 2)
    assert set(arguments.filters) <= {"status", "tag"}
    assert "\x00" not in arguments.search


def test_an_address_made_of_arguments_reads_back_as_the_same():
    first = read(MultiDict({"page": "2", "sort": "1", "desc": "1", "search": "tide", "flt3_tag": "a b"}))
    again = read(MultiDict({name: str(value) for name, value in first.query().items()}))
    assert again == first


def read(given_arguments):
    return read_arguments(given_arguments, sizes=(20, 50), columns=3, filter_keys=("status", "tag"))
