"""`rid-kb.toml`: what it says, and what is said of it when it is wrong."""

from pathlib import Path

import pytest

from rid_kb.config import load_config
from rid_kb.errors import ConfigError
from rid_kb.model import Identifier
from rid_kb.sources import CollectionSpec, SourceSpec

WHOLE = """
database = "kb/group.db"
contact = "us@example.org"
bibliographies = ["own.bib"]
topics = "own-topics.toml"
kinds = ["Lab meeting"]

[collections.our-group]
title = "Our group"
url = "https://example.org/group"
sources = ["README.md", { path = "OLD.md", role = "archive" }]

[lead_aliases]
"J. Doe" = "Jane Doe"

[media]
video = ["vid.example.org"]

[overrides."https://arxiv.org/abs/1706.03762v2"]
container-title = "NeurIPS"

[upstreams]
arxiv = "http://127.0.0.1:8000/"
"""


def test_everything_that_can_be_said(tmp_path):
    (tmp_path / "rid-kb.toml").write_text(WHOLE)
    (tmp_path / "own-topics.toml").write_text('Graphs = ["graph network"]\n')
    (tmp_path / "deeper").mkdir()
    config = load_config(tmp_path / "deeper", {"RID_KB_DOI_URL": "http://127.0.0.1:9"})
    assert config.folder == tmp_path
    assert config.database == tmp_path / "kb" / "group.db"
    assert config.contact == "us@example.org"
    assert config.bibliographies == (tmp_path / "own.bib",)
    assert config.topics == {"Graphs": ("graph network",)}
    assert config.kinds == ("Lab meeting",)
    sources = (SourceSpec("README.md"), SourceSpec("OLD.md", "archive"))
    url = "https://example.org/group"
    assert config.collections == (CollectionSpec("our-group", sources, "Our group", url),)
    assert config.lead_aliases == {"J. Doe": "Jane Doe"}
    assert config.media == {"video": ("vid.example.org",)}
    csl = {"container-title": "NeurIPS"}
    assert config.overrides == {Identifier("arxiv", "1706.03762"): csl}
    assert config.upstream_urls == {
        "arxiv": "http://127.0.0.1:8000",
        "acl": "https://aclanthology.org",
        "doi": "http://127.0.0.1:9",
    }


def test_without_a_file_the_knowledge_base_is_here(tmp_path):
    config = load_config(tmp_path, {"RID_KB_CONTACT": "me@example.org", "RID_KB_CACHE": "/c"})
    assert config.database == tmp_path / "readings.db"
    assert (config.collections, config.bibliographies) == ((), ())
    assert (config.contact, config.cache) == ("me@example.org", Path("/c"))
    assert "Diffusion models" in config.topics


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\ndatabse = 'x.db'", "rid-kb.toml:2: rid-kb.toml has no key 'databse'; known are "),
        ("[collections.a]\nsources=['x.md']\nurll=''", "rid-kb.toml:3: collections.a has no key"),
        ("database = 3", "rid-kb.toml:1: database must be text in quotes"),
        ("bibliographies = 'a.bib'", "rid-kb.toml:1: bibliographies must be a list, as in"),
        (
            "[collections.a]\nsources = [\n  {path='x.md', role='archve'},\n]",
            "rid-kb.toml:3: collections.a.sources.role must be one of schedule, archive, list",
        ),
        ("[collections.a]\ntitle='x'", "rid-kb.toml:1: collections.a lacks the key 'sources'"),
        ("[collections.a]\nsources=[]", "rid-kb.toml:1: collections.a names no source"),
        ("[collections.a]\nsources=[3]", "rid-kb.toml:2: collections.a.sources must be a table"),
        (
            "[collections.'A b']\nsources=['x.md']",
            "rid-kb.toml:1: collections.A b must be of lower-case letters, digits and hyphens",
        ),
        ("collections = 3", "rid-kb.toml:1: collections must be a table"),
        ("contact = 'x'\na = ", "rid-kb.toml:2: is not valid TOML: Invalid value"),
        ("[upstreams]\narxv='http://x'", "rid-kb.toml:2: upstreams.arxv must be one of arxiv,"),
        ("[upstreams]\ndoi='ftp://x'", "rid-kb.toml:2: upstreams.doi must be a URL, as in"),
        ("[overrides.foo]\ntitle='x'", "rid-kb.toml:1: overrides.foo is no arXiv id, ACL id, DOI"),
        ("citation_key='{title}'", "rid-kb.toml:1: citation_key must be made of {family} or"),
        ("[media]\npaper='x'", "rid-kb.toml:2: media.paper must be a list, as in"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, text, message):
    (tmp_path / "rid-kb.toml").write_text(text)
    with pytest.raises(ConfigError) as raised:
        load_config(tmp_path, {})
    assert str(raised.value).startswith(message)


def test_a_vocabulary_that_is_not_there(tmp_path):
    (tmp_path / "rid-kb.toml").write_text("topics = 'none.toml'")
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file or directory"):
        load_config(tmp_path, {})
