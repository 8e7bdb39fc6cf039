"""`rid-kb.toml` and the environment, read once into one frozen value.

    database = "data/readings.db"             relative paths start at the folder of rid-kb.toml
    contact = "you@example.org"               named to the upstreams: Crossref's polite pool
    bibliographies = ["data/library.bib"]     facts that no upstream knows (.bib, CSL-JSON .json)
    topics = "data/topics.toml"               the vocabulary of topics
    kinds = ["Lab meeting"]                   kinds of session besides the usual ones

    [collections.our-group]
    title = "Our reading group"
    url = "https://github.com/our/group/blob/main"
    sources = ["README.md", { path = "PREVIOUS.md", role = "archive" }]

    [lead_aliases]                            other ways to write a lead's name
    [media]                                   medium = ["part of a URL", …]
    [overrides."arxiv:1706.03762"]            CSL fields that win over every upstream
    [upstreams]                               arxiv, acl, doi: other base URLs

RID_KB_ARXIV_URL, RID_KB_ACL_URL, RID_KB_DOI_URL, RID_KB_CONTACT and RID_KB_CACHE win over the file.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any, Literal, NewType, TypeVar, get_args, get_origin

import cattrs
from platformdirs import user_cache_path

from rid_kb.errors import ConfigError
from rid_kb.identifiers import identify_url
from rid_kb.model import Identifier
from rid_kb.slugs import slug
from rid_kb.sources import CollectionSpec, SourceSpec
from rid_kb.works import KEY_PATTERN, is_key_pattern

FILE_NAME = "rid-kb.toml"
_Shape = TypeVar("_Shape")
CollectionId = NewType("CollectionId", str)
KeyPattern = NewType("KeyPattern", str)
BaseUrl = NewType("BaseUrl", str)
UpstreamName = Literal["arxiv", "acl", "doi"]
UPSTREAM_URLS: Mapping[UpstreamName, str] = {
    "arxiv": "https://export.arxiv.org",
    "acl": "https://aclanthology.org",
    "doi": "https://doi.org",
}


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be configured, as plain values; paths are complete."""

    folder: Path
    database: Path
    cache: Path
    contact: str
    collections: tuple[CollectionSpec, ...]
    bibliographies: tuple[Path, ...]
    topics: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    lead_aliases: Mapping[str, str]
    media: Mapping[str, tuple[str, ...]]
    overrides: Mapping[Identifier, Mapping[str, object]]
    upstream_urls: Mapping[str, str]
    citation_key: str = KEY_PATTERN
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def load_config(folder: Path, environment: Mapping[str, str]) -> Config:
    """Read the `rid-kb.toml` of `folder` or of the nearest folder above it.

    Without one, the defaults hold and the knowledge base is `readings.db` in `folder`. Raises
    ConfigError, with the line, for an unknown key or a value of the wrong type.
    """
    for candidate in (folder, *folder.parents):
        path = candidate / FILE_NAME
        if path.is_file():
            return _config(candidate, _read(path, _File), environment)
    return _config(folder, _File(), environment)


@dataclass(frozen=True, slots=True)
class _Collection:
    """A `[collections.<id>]` table."""

    sources: tuple[SourceSpec, ...]
    title: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError("names no source")


@dataclass(frozen=True, slots=True)
class _Check:
    """The `[check]` table: codes of rules, or their beginnings."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """What may stand in the file, under the names that it has there."""

    database: str = "readings.db"
    contact: str = ""
    bibliographies: tuple[str, ...] = ()
    topics: str = ""
    kinds: tuple[str, ...] = ()
    collections: Mapping[CollectionId, _Collection] = field(default_factory=dict)
    lead_aliases: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    overrides: Mapping[Identifier, Mapping[str, Any]] = field(default_factory=dict)
    upstreams: Mapping[UpstreamName, BaseUrl] = field(default_factory=dict)
    citation_key: KeyPattern = KeyPattern(KEY_PATTERN)
    check: _Check = _Check()


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(CollectionId, _collection_id)
    converter.register_structure_hook(Identifier, _identifier)
    converter.register_structure_hook(BaseUrl, _base_url)
    converter.register_structure_hook(KeyPattern, _key_pattern)
    structure_list = converter.get_structure_hook(tuple[str, ...])
    converter.register_structure_hook_func(
        _is_tuple,
        lambda value, type_: structure_list(_list(value), type_),
    )
    structure_table = converter.get_structure_hook(SourceSpec)
    converter.register_structure_hook(
        SourceSpec,
        lambda value, type_: (
            SourceSpec(value) if isinstance(value, str) else structure_table(value, type_)
        ),
    )
    return converter


def _is_tuple(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: object, _: type[str]) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _collection_id(value: str, _: object) -> CollectionId:
    if slug(value) != value:
        raise ValueError(f"must be of lower-case letters, digits and hyphens ({slug(value)})")
    return CollectionId(value)


def _key_pattern(value: object, _: object) -> KeyPattern:
    if not isinstance(value, str) or not is_key_pattern(value):
        raise ValueError(
            "must be made of {family} or {word}, {year} and letters, digits, - _ : . +"
        )
    return KeyPattern(value)


def _identifier(value: str, _: object) -> Identifier:
    identifier = identify_url(value)
    if identifier is None:
        raise ValueError("is no arXiv id, ACL id, DOI or URL")
    return identifier


def _base_url(value: object, _: object) -> BaseUrl:
    if not isinstance(value, str) or not value.startswith(("https://", "http://")):
        raise ValueError('must be a URL, as in "https://export.arxiv.org"')
    return BaseUrl(value)


def _read(path: Path, shape: type[_Shape]) -> _Shape:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise ConfigError(str(path), f"cannot be read: {problem}") from error
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        line = place.group(1) if place else text.count("\n") + 1
        problem = f"is not valid TOML: {str(error).split(' (at')[0]}"
        raise ConfigError(f"{path.name}:{line}", problem) from error
    try:
        return _converter().structure(data, shape)
    except cattrs.BaseValidationError as error:
        line, problem = _first_problem(error, text)
        raise ConfigError(f"{path.name}:{line}", problem) from error


def _first_problem(error: cattrs.BaseValidationError, text: str) -> tuple[int, str]:
    """Say the first thing that is wrong, with its line."""
    problem, _, place = cattrs.transform_error(error, format_exception=_describe)[0].partition(
        " @ $"
    )
    keys = [quoted or plain for quoted, plain in re.findall(r"'([^']*)'|([^.\[\]']+)", place)]
    names = [key for key in keys if not key.isdecimal()]
    if problem.startswith("lacks"):
        names.pop()
    extra = re.match(r"has no key '(.+?)'", problem)
    wrong = extra.group(1) if extra else names[-1]
    return _line_of(wrong, text), f"{'.'.join(names) or FILE_NAME} {problem}"


def _describe(error: BaseException, type_: type | None) -> str:
    if isinstance(error, cattrs.ForbiddenExtraKeysError):
        known = ", ".join(each.name for each in fields(error.cl))
        return f"has no key {min(error.extra_fields)!r}; known are {known}"
    if isinstance(error, KeyError):
        return f"lacks the key {error.args[0]!r}"
    if type(error) is ValueError and error.args:
        return str(error)
    if type_ is str:
        return "must be text in quotes"
    if get_origin(type_) is tuple:
        return 'must be a list, as in ["…"]'
    choices = next(
        (each for each in (type_, *get_args(type_)) if get_origin(each) is Literal), None
    )
    if choices:
        return f"must be one of {', '.join(get_args(choices))}"
    return "must be a table"


def _line_of(name: str, text: str) -> int:
    key = re.compile(rf"""(^|[\[{{,."'\s]){re.escape(name)}["']?\s*[\].=]""", re.MULTILINE)
    place = key.search(text)
    return text.count("\n", 0, place.start(0) + len(place.group(1))) + 1 if place else 1


def _topics(folder: Path, path: str) -> Mapping[str, tuple[str, ...]]:
    """Read the vocabulary of topics, the usual one where the user names none."""
    usual = Path(str(resources.files("rid_kb"))) / "topics.toml"
    return _read(folder / path if path else usual, dict[str, tuple[str, ...]])


def _config(folder: Path, file: _File, environment: Mapping[str, str]) -> Config:
    urls = {
        name: environment.get(f"RID_KB_{name.upper()}_URL") or file.upstreams.get(name) or default
        for name, default in UPSTREAM_URLS.items()
    }
    return Config(
        folder=folder,
        database=folder / file.database,
        cache=Path(environment.get("RID_KB_CACHE") or user_cache_path("rid-kb")),
        contact=environment.get("RID_KB_CONTACT") or file.contact,
        collections=tuple(
            CollectionSpec(id_, table.sources, table.title, table.url)
            for id_, table in file.collections.items()
        ),
        bibliographies=tuple(folder / path for path in file.bibliographies),
        topics=_topics(folder, file.topics),
        kinds=file.kinds,
        lead_aliases=file.lead_aliases,
        media=file.media,
        overrides=file.overrides,
        upstream_urls={name: url.rstrip("/") for name, url in urls.items()},
        citation_key=file.citation_key,
        select=file.check.select,
        ignore=file.check.ignore,
    )
