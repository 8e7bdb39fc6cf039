"""The three services together, on one session."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from rid_kb.upstream import Upstream
from rid_kb.upstream.acl import Acl, acl_service
from rid_kb.upstream.arxiv import Arxiv, arxiv_service
from rid_kb.upstream.doi import Doi, doi_service
from rid_kb.upstream.http import Http
from rid_kb.upstream.settings import REAL_TIME, HttpSettings, Timing


@contextmanager
def open_upstreams(
    settings: HttpSettings, base_urls: Mapping[str, str], timing: Timing = REAL_TIME
) -> Iterator[tuple[Upstream, ...]]:
    """Open arXiv, the ACL Anthology and the DOI resolver, and close them in the end.

    `base_urls` has scheme and host of each, by the names "arxiv", "acl" and "doi". Nothing
    is asked before the first lookup.
    """
    arxiv = arxiv_service(base_urls["arxiv"])
    acl = acl_service(base_urls["acl"])
    doi = doi_service(base_urls["doi"])
    with Http(settings, (arxiv, acl, doi), timing) as http:
        yield Arxiv(http, arxiv), Acl(http, acl), Doi(http, doi)
