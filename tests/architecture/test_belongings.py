"""Nothing points at a person without somebody having said what becomes of it."""

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from cms.models import Base
from cms.rules.belongings import BELONGINGS, BY_KEY, Fate


def pointers():
    """Every foreign key to the table of people, with what the database does when the account goes."""
    return {
        (table.name, key.parent.name): key.ondelete
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "user"
    }


def test_every_pointer_at_a_person_has_its_fate_and_no_other_is_listed():
    assert set(BY_KEY) == set(pointers())
    assert len(BY_KEY) == len(BELONGINGS)


def test_the_database_does_what_the_fate_says():
    for key, ondelete in pointers().items():
        fate = BY_KEY[key].fate
        assert (fate == Fate.GOES) == (ondelete == "CASCADE"), key
        assert ondelete != "RESTRICT" or fate == Fate.MOVES, key


def test_every_fate_has_a_reason():
    assert all(belonging.reason for belonging in BELONGINGS)


def test_what_the_database_empties_or_deletes_is_found_by_an_index():
    """Else deleting one account reads whole tables."""
    for table in Base.metadata.sorted_tables:
        leading = {next(iter(index.columns)).name for index in table.indexes if len(index.columns)}
        unique = [it for it in table.constraints if isinstance(it, PrimaryKeyConstraint | UniqueConstraint)]
        leading |= {next(iter(it.columns)).name for it in unique if len(it.columns)}
        for name, column in [key for key in BY_KEY if key[0] == table.name]:
            assert column in leading, f"{name}.{column}"
