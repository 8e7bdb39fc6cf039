import pytest

from rid_kb.errors import BibliographyError
from rid_kb.upstream.bibliography import read_bibliography


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"[{]", "a.json: is not a CSL-JSON item: no JSON, "),
        (
            "a.json",
            b'[{"title": "A"}, 7]',
            "a.json: is not a CSL-JSON item: entry 2 ",
        ),
        ("a.json", b'[{"id": "A"}]', "a.json: is not a CSL-JSON item: "),
        ("a.json", b"[" * 100_000, "a.json: is not a CSL-JSON item: no JSON, "),
        ("a.bib", b"\xff\xfe\x00", "a.bib: is not UTF-8 text"),
        ("a.txt", b"", "a.txt: is neither BibTeX (.bib) nor CSL-JSON (.json)"),
        ("a.bib", None, "a.bib: No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BibliographyError) as caught:
        read_bibliography([path])
    assert str(caught.value).startswith(f"{tmp_path}/{message}")


def test_a_folder_is_no_bibliography(tmp_path):
    (tmp_path / "a.bib").mkdir()
    with pytest.raises(BibliographyError, match="directory"):
        read_bibliography([tmp_path / "a.bib"])
