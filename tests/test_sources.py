"""Files, folders and URLs as sources."""

import hashlib

import pytest

from rid_kb.errors import SourceError
from rid_kb.model import Source
from rid_kb.sources import SourceSpec, read_sources


def no_fetch(url: str) -> bytes:
    raise AssertionError(url)


def test_a_file_keeps_its_name_and_the_hash_of_its_bytes(tmp_path):
    content = "\ufeff# Réunion\r\n".encode()
    (tmp_path / "a.md").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    expected = Source("a.md", "# Réunion\r\n", sha256=digest)
    assert list(read_sources(SourceSpec("a.md", "archive"), tmp_path, no_fetch)) == [
        (expected, "archive")
    ]


def test_a_folder_gives_its_markdown_in_order(tmp_path):
    for name in ("lists/b.md", "lists/a.markdown", "lists/old/c.MD", "lists/code.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = [source.path for source, _ in read_sources(SourceSpec("lists"), tmp_path, no_fetch)]
    assert found == ["lists/a.markdown", "lists/b.md", "lists/old/c.MD"]


def test_a_url_is_fetched():
    ((source, role),) = read_sources(
        SourceSpec("https://example.org/README.md"), None, lambda url: b"# List"
    )
    assert (source.path, source.text, role) == ("https://example.org/README.md", "# List", None)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.md", None, "none.md: is not there; check the path"),
        ("latin.md", b"a\ncaf\xe9", "latin.md:2: is no UTF-8 text; save the list as UTF-8"),
        ("list.pdf", b"%PDF\n\n\0", "list.pdf:3: is a binary file; name a Markdown file"),
    ],
)
def test_what_is_no_list(tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as raised:
        list(read_sources(SourceSpec(name), tmp_path, no_fetch))
    assert str(raised.value).startswith(message)


def test_a_folder_without_markdown(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match=r"^empty: has no Markdown file \(\*\.md\) in it"):
        list(read_sources(SourceSpec("empty"), tmp_path, no_fetch))
