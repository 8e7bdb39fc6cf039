"""The knowledge base as a file: its schema, its migrations and every write.

    with open_database(path) as db:
        save_overrides(db, overrides)           what the user states
        save_resolution(db, resolution)         an outcome at a time, as they come
        save_works(db, identifiers, …)          works computed from all records
        save_collection(db, collection, …)      one group's lists, in one transaction

What is saved is compared with what is there first: rows that are equal are not written, and
a save that finds nothing to change does not touch the file.
"""

from rid_kb.database.collections import save_collection
from rid_kb.database.connection import open_database
from rid_kb.database.resolutions import save_overrides, save_resolution
from rid_kb.database.rows import Changes
from rid_kb.database.works import save_works

__all__ = [
    "Changes",
    "open_database",
    "save_collection",
    "save_overrides",
    "save_resolution",
    "save_works",
]
