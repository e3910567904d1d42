"""Shadow tables: temporary ones that stand before those of the same name, on one connection, until it closes.

Both databases look for a name among the temporary tables first, so every query meets the shadow unchanged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import SQLITE_DELETE, SQLITE_DENY, SQLITE_INSERT, SQLITE_OK, SQLITE_UPDATE
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.schema import CreateTable, MetaData

WRITES = (SQLITE_DELETE, SQLITE_INSERT, SQLITE_UPDATE)


@dataclass(frozen=True)
class Shadow:
    """`keys` choose by `column` the rows that it begins with; without a column it begins with all of them."""

    table: Table
    column: str = ""
    keys: Iterable[int] = ()


def cast(connection: Connection, shadows: Iterable[Shadow]) -> list[tuple[Table, str]]:
    """Put the shadows before their tables; gives what spread() needs."""
    home = _home(connection)
    made = [(shadow.table, _cast(connection, shadow, home)) for shadow in shadows]
    if _is_sqlite(connection):
        guard(connection)  # PostgreSQL could make no views afterwards
    return made


def spread(connection: Connection, shadows: Iterable[tuple[Table, str]]) -> None:
    """Let the rows that the shadows do not stand for be seen again beside theirs. Only for reading."""
    home = _home(connection)
    for table, rows in shadows:
        name, columns = table.name, _columns(table)
        connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {name}_shadow")
        connection.exec_driver_sql(
            f"CREATE TEMPORARY VIEW {name} AS SELECT {columns} FROM {home}.{name} WHERE NOT ({rows})"  # noqa: S608 - numbers and our own names  # nosec B608
            f" UNION ALL SELECT {columns} FROM {name}_shadow"
        )


def guard(connection: Connection) -> None:
    """From here on the database itself refuses to write into anything but shadows.

    On PostgreSQL until the transaction ends, on SQLite until unguard().
    """
    if _is_sqlite(connection):
        # SQLite reads the shape of the search index at its first use, which the guard would take for writing.
        unguard(connection)
        connection.exec_driver_sql("SELECT rowid FROM search_index LIMIT 0")
        _driver(connection).set_authorizer(_allow_shadows)
    else:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def unguard(connection: Connection) -> None:
    """For a connection that goes on being used, as in tests."""
    if _is_sqlite(connection) and not connection.closed:
        _driver(connection).set_authorizer(None)


def _cast(connection: Connection, shadow: Shadow, home: str) -> str:
    table = shadow.table
    newest = _newest(connection, table)
    rows = _rows(shadow, newest)
    copied = table.to_metadata(MetaData())
    # Foreign keys would look for their targets among the temporary tables.
    create = str(CreateTable(copied, include_foreign_key_constraints=[]).compile(connection))
    connection.exec_driver_sql(create.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1))
    columns = _columns(table)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {home}.{table.name} WHERE {rows}"  # noqa: S608 - numbers and our own names  # nosec B608
    )
    if newest and not _is_sqlite(connection):
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), newest)))
    return rows


def _rows(shadow: Shadow, newest: int | None) -> str:
    """The condition that chooses the rows: the newest is among them, so that new rows get new numbers."""
    if not shadow.column:
        return "1 = 1"
    chosen = f"{shadow.column} IN ({', '.join(str(int(key)) for key in sorted(shadow.keys)) or 'NULL'})"
    chosen = chosen if shadow.keys else "1 = 0"
    return f"{chosen} OR id = {int(newest)}" if newest else chosen


def _newest(connection: Connection, table: Table) -> int | None:
    if table.autoincrement_column is None:
        return None
    return connection.scalar(select(func.max(table.autoincrement_column)))


def _columns(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def _home(connection: Connection) -> str:
    if _is_sqlite(connection):
        return "main"
    return str(connection.scalar(select(func.quote_ident(func.current_schema()))))


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection  # of a detached one the driver's own is forgotten


def _allow_shadows(action: int, _one: Any, _two: Any, database: str | None, _trigger: Any) -> int:
    return SQLITE_DENY if action in WRITES and database == "main" else SQLITE_OK
