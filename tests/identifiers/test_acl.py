import pytest

from rid_kb.identifiers import identifier_url, parse_identifier
from rid_kb.model import Identifier

NAMES = {
    "acl:P14-1023": (
        "P14-1023",
        "p14-1023",
        "acl:P14-1023",
        "ACL: P14-1023",
        "ACL Anthology P14-1023",
        "(P14-1023)",
        "Baroni et al., ACL 2014, P14-1023.",
        "in the ACL Anthology it is P14-1023",
        "https://aclanthology.org/P14-1023",
        "https://aclanthology.org/P14-1023/",
        "http://aclanthology.org/P14-1023",
        "https://www.aclanthology.org/P14-1023",
        "aclanthology.org/P14-1023",
        "https://aclanthology.org/p14-1023",
        "https://aclanthology.org/P14-1023.pdf",
        "https://aclanthology.org/P14-1023.bib",
        "https://aclanthology.org/P14-1023.xml",
        "https://aclanthology.org/P14-1023.endf",
        "https://aclanthology.org/P14-1023.pdf#page=2",
        "https://aclanthology.org/P14-1023/?utm_source=x",
        "https://aclanthology.org/P14-1023.pdf,",
        "<https://aclanthology.org/P14-1023>",
        "[Don't count, predict!](https://aclanthology.org/P14-1023.pdf)",
        "https://aclanthology.org/P14-1023e1.pdf",
        "https://aclanthology.org/attachments/P14-1023.Datasets.zip",
        "https://aclanthology.org/attachments/P14-1023.Supplementary.pdf",
        "https://aclanthology.org/anthology-files/attachments/P/P14/P14-1023.Poster.pdf",
        "https://www.aclweb.org/anthology/P14-1023",
        "https://www.aclweb.org/anthology/P14-1023/",
        "http://aclweb.org/anthology/P14-1023",
        "http://aclweb.org/anthology/P14-1023.pdf",
        "http://www.aclweb.org/anthology/P/P14/P14-1023.pdf",
        "http://aclweb.org/anthology/P/P14/P14-1023.xhtml",
        "https://www.aclweb.org/anthology/papers/P/P14/P14-1023/",
        "https://www.aclweb.org/anthology/papers/P/P14/P14-1023.bib",
        "http://www.aclweb.org/anthology-new/P/P14/P14-1023.pdf",
        "http://anthology.aclweb.org/P14-1023",
        "http://anthology.aclweb.org/P/P14/P14-1023.pdf",
        "http://anthology.aclweb.org/attachments/P/P14/P14-1023.Notes.pdf",
        "http://acl.ldc.upenn.edu/P/P14/P14-1023.pdf",
        "https://aclanthology.info/papers/P14-1023/p14-1023",
        "https://aclanthology.coli.uni-saarland.de/papers/P14-1023/p14-1023",
        "https://preview.aclanthology.org/ingest/P14-1023/",
        "https://api.semanticscholar.org/graph/v1/paper/ACL:P14-1023",
        "10.3115/v1/P14-1023",
        "10.3115/v1/p14-1023",
        "doi:10.3115/v1/P14-1023",
        "DOI 10.3115/V1/P14-1023",
        "https://doi.org/10.3115/v1/P14-1023",
        "http://dx.doi.org/10.3115/v1/P14-1023.",
        "https://doi.org/10.3115%2Fv1%2Fp14-1023",
        "https://web.archive.org/web/2019/https://www.aclweb.org/anthology/P14-1023",
        "https://aclanthology-org.ezproxy.example.edu/P14-1023.pdf",
    ),
    "acl:P14-1023 v2": (
        "https://aclanthology.org/P14-1023v2.pdf",
        "https://www.aclweb.org/anthology/P14-1023v2",
        "P14-1023v2",
    ),
    "acl:2022.acl-long.318": (
        "2022.acl-long.318",
        "2022.ACL-LONG.318",
        "ACL 2022.acl-long.318",
        "published as 2022.acl-long.318, in May",
        "https://aclanthology.org/2022.acl-long.318",
        "https://aclanthology.org/2022.acl-long.318/",
        "https://aclanthology.org/2022.acl-long.318.pdf",
        "https://aclanthology.org/2022.acl-long.318.bib",
        "https://aclanthology.org/attachments/2022.acl-long.318.software.zip",
        "https://www.aclweb.org/anthology/2022.acl-long.318.pdf",
        "https://doi.org/10.18653/v1/2022.acl-long.318",
        "10.18653/v1/2022.acl-long.318",
        "10.18653/V1/2022.ACL-LONG.318",
        "doi:10.18653/v1/2022.acl-long.318.",
        "https://dx.doi.org/10.18653%2Fv1%2F2022.acl-long.318",
    ),
    "acl:2022.acl-long.318 v2": ("https://aclanthology.org/2022.acl-long.318v2.pdf",),
    "acl:2020.acl-main.1": ("2020.acl-main.1", "https://aclanthology.org/2020.acl-main.1.pdf"),
    "acl:2020.lrec-1.5": ("2020.lrec-1.5",),
    "acl:2023.findings-emnlp.1000": ("https://aclanthology.org/2023.findings-emnlp.1000/",),
    "acl:2021.naacl-main.278": ("https://doi.org/10.18653/v1/2021.naacl-main.278",),
    "acl:2023.c3nlp-1.4": ("2023.c3nlp-1.4",),
    "acl:1957.earlymt-1.3": ("1957.earlymt-1.3",),
    "acl:W18-5713": ("W18-5713", "https://aclanthology.org/W18-5713", "10.18653/v1/w18-5713"),
    "acl:W18-6301": ("https://www.aclweb.org/anthology/W18-6301",),
    "acl:P19-1001": ("https://www.aclweb.org/anthology/P19-1001.pdf", "10.18653/v1/P19-1001"),
    "acl:J93-1001": ("J93-1001", "https://aclanthology.org/J93-1001"),
    "acl:C69-0101": ("https://aclanthology.org/C69-0101/",),
    "acl:D19-5001": ("D19-5001", "https://doi.org/10.18653/v1/D19-5001"),
    "acl:D19-1410": ("https://www.aclweb.org/anthology/D19-1410.bib",),
    "acl:N19-1423": ("https://www.aclweb.org/anthology/N19-1423", "10.18653/v1/n19-1423"),
    "acl:Q17-1010": ("Q17-1010", "https://aclanthology.org/Q17-1010.pdf"),
    "acl:L18-1001": ("L18-1001",),
    "doi:10.1162/tacl_a_00051": (
        "https://doi.org/10.1162/tacl_a_00051",
        "https://direct.mit.edu/tacl/article-abstract/doi/10.1162/tacl_a_00051/43387",
    ),
    "doi:10.1162/coli_a_00402": ("10.1162/COLI_a_00402",),
    "doi:10.3115/1073083.1073135": ("10.3115/1073083.1073135",),
}
NOT_ONE = (
    "https://aclanthology.org",
    "https://aclanthology.org/",
    "https://aclanthology.org/P18-1",
    "https://aclanthology.org/P18-1000",
    "https://aclanthology.org/volumes/P18-1/",
    "https://aclanthology.org/volumes/2020.acl-main/",
    "https://aclanthology.org/2020.acl-main",
    "https://aclanthology.org/2020.acl-main.0",
    "https://aclanthology.org/2020.acl-main.0.pdf",
    "https://aclanthology.org/2020.acl-main.0/",
    "https://aclanthology.org/W18-6300",
    "https://aclanthology.org/events/acl-2020/",
    "https://aclanthology.org/venues/acl/",
    "https://aclanthology.org/people/m/marco-baroni/",
    "https://aclanthology.org/faq/",
    "https://aclanthology.org/info/ids/",
    "https://www.aclweb.org/portal/content/acl-2020",
    "https://www.aclweb.org/anthology/",
    "https://acl2020.org/P14-1023",
    "https://example.org/P14-1023.pdf",
    "https://example.org/anthology/2022.acl-long.318",
    "https://aclanthology.org.example.org/P14-1023",
    "https://notaclanthology.org/P14-1023",
    "P18-1",
    "P18-1000",
    "W18-6300",
    "D19-5000",
    "J93-1000",
    "2020.acl-main",
    "2020.acl-main.0",
    "2020.acl.1",
    "B14-1023",
    "P14-102",
    "P14-10233",
    "P50-1023",
    "P25-1023",
    "K10-1001",
    "P14-1023.pdf",
    "2022.acl-long.318.pdf",
    "XP14-1023",
    "the part P14-1023 is out of stock",
    "order W18-5713 was shipped",
    "Boeing C17-1234",
    "road A10-1234",
    "2024.01-beta.2",
    "2024.beta-1.2",
    "2023.10-rc.1",
    "2023.v1-rc.2",
    "2024.rc1-dev.5",
    "1.2022.acl-long.318x",
)


@pytest.mark.parametrize(
    ("text", "expected"), [(text, name) for name, texts in NAMES.items() for text in texts]
)
def test_acl_ids_are_recognised(text, expected, first):
    assert first(text) == expected


@pytest.mark.parametrize("text", NOT_ONE)
def test_volumes_front_matter_and_lookalikes_are_no_papers(text, first):
    assert first(text) == ""


def test_versions_are_no_part_of_the_identity():
    paper = parse_identifier("https://aclanthology.org/P14-1023.pdf")
    assert paper == parse_identifier("https://aclanthology.org/P14-1023v2.pdf")


@pytest.mark.parametrize(
    ("identifier", "url"),
    [
        (Identifier("acl", "P14-1023"), "https://aclanthology.org/P14-1023/"),
        (Identifier("acl", "P14-1023", 2), "https://aclanthology.org/P14-1023v2.pdf"),
        (Identifier("acl", "2022.acl-long.318"), "https://aclanthology.org/2022.acl-long.318/"),
    ],
)
def test_the_canonical_url_is_that_of_the_papers_page(identifier, url):
    assert identifier_url(identifier) == url
