"""What can go wrong, each error holding what it is about.

    RidKbError
    ├── ConfigError             rid-kb.toml says what it may not say
    ├── SourceError             a reading list cannot be read
    ├── MixedDateOrders         the dates of one document contradict each other
    ├── BibliographyError       a local bibliography cannot be read
    ├── NotCslItem              an answer is no CSL-JSON item
    ├── DuplicateCitationKey    two works of one export share a key
    ├── UpstreamError           a service could not be asked
    ├── DatabaseError           a file cannot be used as the knowledge base
    │   └── SchemaTooNew
    ├── SessionNotFound
    ├── AmbiguousSession
    ├── NotFound                nothing of that name is in the knowledge base
    └── ServingError            no page can be served where it was asked for

The text of each is one sentence: what, where, and what to do. All can be pickled.
"""

from collections.abc import Sequence


class RidKbError(Exception):
    """Anything that rid-kb tells its user in one sentence instead of a traceback."""


class ConfigError(RidKbError):
    """The configuration is wrong at `where` ("rid-kb.toml:3" or an environment variable)."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(where, problem)
        self.where = where
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


class SourceError(RidKbError):
    """The reading list at `path` (a file, a folder or a URL) cannot be read."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class MixedDateOrders(RidKbError):
    """One document has dates that can only be day first and dates that can only be month first."""

    def __init__(self, day_first: str, month_first: str) -> None:
        super().__init__(day_first, month_first)
        self.day_first = day_first
        self.month_first = month_first

    def __str__(self) -> str:
        return (
            f"{self.day_first} can only be day first and {self.month_first} only month first; "
            "write the dates of one document one way"
        )


class BibliographyError(RidKbError):
    """The bibliography at `path` cannot be read at `line` (None when no line is known)."""

    def __init__(self, path: str, line: int | None, problem: str) -> None:
        super().__init__(path, line, problem)
        self.path = path
        self.line = line
        self.problem = problem

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.problem}"


class NotCslItem(RidKbError):
    """What should be a CSL-JSON item is none."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return f"not a CSL-JSON item: {self.problem}"


class DuplicateCitationKey(RidKbError):
    """Two different works were to be written under one citation key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"two works have the citation key {self.key!r}; give one of them another key"


class UpstreamError(RidKbError):
    """`upstream` could not be asked at `url`; `status` is None when no answer came.

    `is_blocked` says that the service has shut us out, so that going on would be rude;
    `is_unreachable` that no connection could be made at all, so that trying again is useless.
    """

    def __init__(
        self,
        upstream: str,
        url: str,
        problem: str,
        status: int | None = None,
        *,
        is_blocked: bool = False,
        is_unreachable: bool = False,
    ) -> None:
        super().__init__(upstream, url, problem, status)
        self.upstream = upstream
        self.url = url
        self.problem = problem
        self.status = status
        self.is_blocked = is_blocked
        self.is_unreachable = is_unreachable

    def __str__(self) -> str:
        return f"{self.upstream}: {self.problem} ({self.url})"


class DatabaseError(RidKbError):
    """The file at `path` cannot be used as the knowledge base."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


class SchemaTooNew(DatabaseError):
    """The knowledge base was written by a later rid-kb."""

    def __init__(self, path: str, version: int, known: int) -> None:
        super().__init__(
            path,
            f"was written by a later rid-kb (schema {version}, this one knows {known}); "
            "upgrade with: pip install --upgrade rid-kb",
        )
        self.args = (path, version, known)
        self.version = version
        self.known = known


class SessionNotFound(RidKbError):
    """No session answers to `query`; `nearest` are the ids that come closest, best first."""

    def __init__(self, query: str, nearest: Sequence[str]) -> None:
        super().__init__(query, tuple(nearest))
        self.query = query
        self.nearest = tuple(nearest)

    def __str__(self) -> str:
        hint = f"; the nearest are {', '.join(self.nearest)}" if self.nearest else ""
        return f"no session {self.query!r}{hint} (rid-kb sessions lists all)"


class AmbiguousSession(RidKbError):
    """Several sessions answer to `query`: `candidates` are their ids."""

    def __init__(self, query: str, candidates: Sequence[str]) -> None:
        super().__init__(query, tuple(candidates))
        self.query = query
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        return f"{self.query!r} may mean {' or '.join(self.candidates)}; name one of them in full"


class NotFound(RidKbError):
    """The knowledge base has no `kind` ("lead", "topic", "work" …) called `name`."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(kind, name, tuple(nearest))
        self.kind = kind
        self.name = name
        self.nearest = tuple(nearest)

    def __str__(self) -> str:
        hint = f"; did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        return f"no {self.kind} {self.name!r} in the knowledge base{hint}"


class ServingError(RidKbError):
    """Nothing can be served at `host` and `port`."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(host, port, problem)
        self.host = host
        self.port = port
        self.problem = problem

    def __str__(self) -> str:
        return (
            f"cannot serve at {self.host}:{self.port} ({self.problem}); "
            "choose another port with --port"
        )
