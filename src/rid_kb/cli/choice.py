"""Which collections an ingest is about."""

import os
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from rid_kb.cli.lookup import http_settings

if TYPE_CHECKING:
    from rid_kb.config import Config
    from rid_kb.intake import Intake
    from rid_kb.model import Source
    from rid_kb.sources import CollectionSpec, SourceSpec

_GENERIC = ("readme", "index", "list", "reading-list", "schedule")
_FILE_SERVERS = ("blob", "raw", "main", "master", "HEAD", "-")


def taken_in(
    config: "Config", database: Path, sources: tuple[str, ...], collection: str
) -> "Intake":
    """Read what is to be ingested, by the words of the configuration."""
    from rid_kb.intake import Shelf, take_in
    from rid_kb.reading_list import Vocabulary

    words = Vocabulary(config.kinds, config.media, config.lead_aliases)
    stored = stored_sources(database)
    shelf = Shelf(config.folder, partial(_fetched, config), stored, words)
    return take_in(chosen_collections(config, sources, collection), shelf)


def read_groups(config: "Config", sources: tuple[str, ...]) -> list[list["Source"]]:
    """Read the collections that sources belong to, all of each; without any, all that are known.

    A source of no collection is one of its own. Raises SourceError for one that cannot be read.
    """
    from rid_kb.reading_list import infer_role
    from rid_kb.sources import CollectionSpec, read_sources

    specs: dict[str, CollectionSpec] = {}
    for name in sources:
        source = _source(config, name, None)
        owners = {each.id: each for each in config.collections if _has(each, source.path)}
        own = CollectionSpec(collection_name(name), (source,))
        specs |= owners or {own.id: own}
    chosen = specs.values() if sources else chosen_collections(config, (), "")
    return [
        [
            replace(source, role=role or infer_role(source))
            for part in spec.sources
            for source, role in read_sources(part, config.folder, partial(_fetched, config))
        ]
        for spec in chosen
    ]


def _fetched(config: "Config", url: str) -> bytes:
    from rid_kb.upstream.lists import fetch_list

    return fetch_list(url, http_settings(config))


def _has(spec: "CollectionSpec", path: str) -> bool:
    return any(is_at(part.path, path) or is_at(path, part.path) for part in spec.sources)


def is_at(path: str, place: str) -> bool:
    """Tell whether a path is a place, or in that folder.

    >>> is_at("lists/a.md", "lists"), is_at("lists/a.md", "lists/a"), is_at("a.md", ".")
    (True, False, True)
    """
    folder = place.rstrip("/")
    return path == place or folder == "." or path.startswith(f"{folder}/")


def source_path(config: "Config", name: str) -> str:
    """Name a source as its documents name it: from the folder of the configuration."""
    return _source(config, name, None).path


def chosen_collections(
    config: "Config", sources: tuple[str, ...], collection: str
) -> tuple["CollectionSpec", ...]:
    """Choose the collections of the configuration, or make some of the sources that are named.

    With `collection`, all sources are of that one; without, each is of one that bears its name.
    What such a collection was read from before stays part of it.
    """
    from rid_kb.sources import CollectionSpec

    configured = {each.id: each for each in config.collections}
    if not sources:
        return _configured(configured, collection)
    specs: dict[str, CollectionSpec] = {}
    for name in sources:
        id_ = collection or collection_name(name)
        spec = specs.get(id_) or replace(
            configured.get(id_, CollectionSpec(id_, ())), sources=(), keeps_others=True
        )
        source = _source(config, name, configured.get(id_))
        specs[id_] = replace(spec, sources=(*spec.sources, source))
    return tuple(specs.values())


def _configured(
    configured: Mapping[str, "CollectionSpec"], collection: str
) -> tuple["CollectionSpec", ...]:
    if not configured:
        raise click.UsageError("Name a file, a folder or a URL, or write a rid-kb.toml.")
    if collection and collection not in configured:
        known = ", ".join(configured)
        raise click.UsageError(f"rid-kb.toml has no collection {collection!r}; it has {known}.")
    return (configured[collection],) if collection else tuple(configured.values())


def collection_name(source: str) -> str:
    """Name a collection after its file, or after the folder of a file called README.

    >>> collection_name("lists/ml-notes.md"), collection_name("our-group/README.md")
    ('ml-notes', 'our-group')
    >>> collection_name("https://github.com/group/reading/blob/main/README.md")
    'reading'
    """
    from rid_kb.slugs import slug
    from rid_kb.sources import is_url

    path = urlsplit(source).path if is_url(source) else Path(source).absolute().as_posix()
    parts = [part for part in PurePosixPath(path).parts if part not in ("/", *_FILE_SERVERS)]
    names = [slug(PurePosixPath(part).stem) for part in reversed(parts)]
    return next((name for name in names if name and name not in _GENERIC), "reading-list")


def _source(config: "Config", name: str, spec: "CollectionSpec | None") -> "SourceSpec":
    """Name a source from the folder of the configuration, with the role that stands there."""
    from rid_kb.sources import SourceSpec, is_url

    path = name if is_url(name) else Path(os.path.relpath(name, config.folder)).as_posix()
    roles = {each.path: each.role for each in spec.sources} if spec else {}
    return SourceSpec(path, roles.get(path))


def stored_sources(database: Path) -> Mapping[str, tuple["Source", ...]]:
    """Read what each collection was last read from."""
    from rid_kb.library import all_sources, find_library

    connection = find_library(database)
    if connection is None:
        return {}
    try:
        return all_sources(connection)
    finally:
        connection.close()
