"""Making the rows of a table equal to those that are wanted, by writing only what differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from rid_kb.database.connection import writing

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows a save added, changed and removed.

    >>> Changes(added=2) + Changes(added=1, removed=3)
    Changes(added=3, changed=0, removed=3)
    """

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(
            self.added + other.added, self.changed + other.changed, self.removed + other.removed
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What must be written to make one table's rows the wanted ones."""

    table: str
    inserts: tuple[Row, ...] = ()
    updates: tuple[tuple[tuple[object, ...], Row], ...] = ()
    deletes: tuple[tuple[object, ...], ...] = ()

    @property
    def counts(self) -> Changes:
        """The number of rows of each sort."""
        return Changes(len(self.inserts), len(self.updates), len(self.deletes))


def compare_rows(
    table: str, key: Sequence[str], existing: Iterable[Row], wanted: Iterable[Row]
) -> TableChanges:
    """Compare rows by their `key`; only the columns that a wanted row names are compared.

    >>> compare_rows("t", ["id"], [{"id": 1, "x": "a"}, {"id": 2, "x": "b"}], [{"id": 1, "x": "c"}])
    TableChanges(table='t', inserts=(), updates=(((1,), {'x': 'c'}),), deletes=((2,),))
    """
    left = {tuple(row[column] for column in key): row for row in existing}
    inserts, updates = [], []
    for row in wanted:
        row_key = tuple(row[column] for column in key)
        before = left.pop(row_key, None)
        if before is None:
            inserts.append(row)
            continue
        differing = {column: value for column, value in row.items() if before[column] != value}
        if differing:
            updates.append((row_key, differing))
    return TableChanges(table, tuple(inserts), tuple(updates), tuple(left))


def changes_of(
    db: Database,
    table: str,
    wanted: Iterable[Row],
    where: str | None = None,
    parameters: Sequence[object] = (),
) -> TableChanges:
    """Compare the rows of `table` that `where` selects with the wanted ones; nothing is written."""
    existing = db.table(table).rows_where(where, list(parameters))
    return compare_rows(table, db.table(table).pks, existing, wanted)


def apply_changes(db: Database, changes: Iterable[TableChanges]) -> Changes:
    """Write all changes in one transaction; without any, the file is not touched."""
    pending = [change for change in changes if change.counts]
    if not pending:
        return Changes()
    with writing(db):
        for change in pending:
            table = db.table(change.table)
            for row_key in change.deletes:
                table.delete(row_key)
            for row_key, row in change.updates:
                table.update(row_key, dict(row))
            table.insert_all(dict(row) for row in change.inserts)
    return sum((change.counts for change in pending), Changes())
