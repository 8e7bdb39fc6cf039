"""Reading the lists themselves: files, folders and URLs become sources."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rid_kb.errors import SourceError
from rid_kb.model import Source, SourceRole

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")
MAX_SOURCE_BYTES = 20_000_000

FetchText = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """Where a source is: a file, a folder or a URL, and its role where the user says it."""

    path: str
    role: SourceRole | None = None


@dataclass(frozen=True, slots=True)
class CollectionSpec:
    """What a user says of a collection: its sources are read in this order.

    `keeps_others` says that what it was read from before stays part of it.
    """

    id: str
    sources: tuple[SourceSpec, ...]
    title: str = ""
    url: str = ""
    keeps_others: bool = False


def is_url(path: str) -> bool:
    """Tell a URL from a path.

    >>> is_url("https://example.org/README.md"), is_url("lists/README.md")
    (True, False)
    """
    return path.startswith(("https://", "http://"))


def read_sources(
    spec: SourceSpec, base: Path, fetch: FetchText
) -> Iterator[tuple[Source, SourceRole | None]]:
    """Read one file, every Markdown file below a folder in order of path, or one URL.

    Relative paths start at `base`; a source keeps the path as it is named, with `/`. Raises
    SourceError when there is nothing to read or it is no text.
    """
    if is_url(spec.path):
        yield _source(spec.path, fetch(spec.path)), spec.role
        return
    path = base / spec.path
    if path.is_dir():
        files = sorted(
            each
            for each in path.rglob("*")
            if each.suffix.lower() in MARKDOWN_SUFFIXES and each.is_file()
        )
        if not files:
            raise SourceError(spec.path, "has no Markdown file (*.md) in it; name the file itself")
        for file in files:
            name = (Path(spec.path) / file.relative_to(path)).as_posix()
            yield _source(name, _bytes(file, name)), spec.role
        return
    yield _source(Path(spec.path).as_posix(), _bytes(path, spec.path)), spec.role


def _bytes(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > MAX_SOURCE_BYTES:
            raise SourceError(name, f"is larger than {MAX_SOURCE_BYTES // 10**6} MB; split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(name, "is not there; check the path") from error
    except OSError as error:
        raise SourceError(name, f"cannot be read: {error.strerror}") from error


def _source(path: str, content: bytes) -> Source:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{path}:{line}", "is no UTF-8 text; save the list as UTF-8 Markdown"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SourceError(f"{path}:{line}", "is a binary file; name a Markdown file")
    return Source(path, text, sha256=hashlib.sha256(content).hexdigest())


def rewrite_source(path: Path, change: Callable[[str], str]) -> bool:
    """Change the text of a file, whole or not at all; tell whether anything was changed.

    Every other byte stays. Raises SourceError when it cannot be written.
    """
    before = path.read_bytes()
    after = change(before.decode("utf-8")).encode("utf-8")
    if after == before:
        return False
    aside = path.with_name(f".{path.name}.rid-kb")
    try:
        aside.write_bytes(after)
        aside.chmod(path.stat().st_mode)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise SourceError(str(path), f"cannot be written: {error.strerror}") from error
    return True
