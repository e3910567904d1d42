"""The rates of both errors, on more than one thousand."""

import pytest

from tests.discussion.spam import measure, stream


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_hardly_any_ham_is_stopped_and_hardly_any_spam_gets_through(seed):
    rates = measure(seed)
    assert rates.ham_stopped < 0.02
    assert rates.spam_caught > 0.95


def test_the_same_seed_makes_the_same_comments():
    assert stream(7, 20) == stream(7, 20) != stream(8, 20)
