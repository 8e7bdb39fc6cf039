import pytest

from rid_kb.identifiers import identifier_url, identify_url, normalise_url
from rid_kb.model import Identifier

# Addresses of one page, the normal one first.
SAME = (
    (
        "https://distill.pub/2020/circuits/zoom-in",
        "http://distill.pub/2020/circuits/zoom-in/",
        "HTTPS://WWW.Distill.pub/2020/circuits/zoom-in/",
        "distill.pub/2020/circuits/zoom-in/",
        "https://distill.pub:443/2020/circuits/zoom-in/index.html",
        "https://distill.pub/2020/circuits/zoom-in/?utm_source=x#claim",
        " https://distill.pub/2020/circuits/zoom-in ",
    ),
    (
        "https://youtube.com/watch?v=KuXjwB4LzSA",
        "https://www.youtube.com/watch?v=KuXjwB4LzSA&t=705s",
        "https://www.youtube.com/watch?list=PL1&v=KuXjwB4LzSA",
        "https://m.youtube.com/watch?v=KuXjwB4LzSA",
        "https://youtu.be/KuXjwB4LzSA",
        "https://youtu.be/KuXjwB4LzSA?t=705",
        "https://you.be/KuXjwB4LzSA",
        "https://www.youtube.com/embed/KuXjwB4LzSA",
        "https://www.youtube-nocookie.com/embed/KuXjwB4LzSA",
        "https://www.youtube.com/live/KuXjwB4LzSA?feature=share",
    ),
    (
        "https://openreview.net/forum?id=c9lAOPvQHS",
        "https://openreview.net/pdf?id=c9lAOPvQHS",
        "https://openreview.net/forum?id=c9lAOPvQHS&noteId=x",
        "http://www.openreview.net/forum?id=c9lAOPvQHS",
    ),
    (
        "https://proceedings.mlr.press/v125/ji20a.html",
        "http://proceedings.mlr.press/v125/ji20a.html",
        "http://proceedings.mlr.press/v125/ji20a/ji20a.pdf",
        "https://proceedings.mlr.press/v125/ji20a/ji20a-supp.pdf",
    ),
    (
        "https://jmlr.org/papers/v3/bengio03a.html",
        "http://www.jmlr.org/papers/volume3/bengio03a/bengio03a.pdf",
        "http://www.jmlr.org/papers/v3/bengio03a.html",
    ),
    (
        "https://ieeexplore.ieee.org/document/7780459",
        "https://ieeexplore.ieee.org/document/7780459/authors",
        "https://ieeexplore.ieee.org/abstract/document/7780459",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=7780459",
    ),
    (
        "https://docs.google.com/presentation/d/1i56HKtj",
        "https://docs.google.com/presentation/d/1i56HKtj/edit?usp=sharing",
        "https://docs.google.com/presentation/d/1i56HKtj/edit#slide=id.p",
    ),
    (
        "https://openaccess.thecvf.com/content/CVPR2022/html/A_B_CVPR_2022_paper.html",
        "https://openaccess.thecvf.com/content/CVPR2022/papers/A_B_CVPR_2022_paper.pdf",
    ),
    ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&b=1&utm_campaign=x"),
    ("https://example.org/a%20b", "https://example.org/a b", "https://example.org/a%20b/"),
    ("https://example.org/~x", "https://example.org/%7Ex"),
    ("https://example.org/caf%C3%A9", "https://example.org/café", "https://example.org/caf%c3%a9"),
    ("https://xn--bcher-kva.example/a", "https://bücher.example/a", "https://BÜCHER.example/a"),
    ("https://example.org:8443/a", "http://example.org:8443/a/"),
    ("https://example.org#/route", "https://example.org/#/route"),
    ("https://example.org", "http://example.org/", "https://www.example.org/index.html"),
)
NO_PAGE = (
    "",
    "#021024",
    "tomogwen",
    "PREVIOUS.md",
    "CodeOfConduct.md",
    "../slides/talk.pdf",
    "/slides/talk.pdf",
    "mailto:a@example.org",
    "ftp://example.org/a",
    "javascript:alert(1)",
    "https://",
    "http://[::1",
    "not a url",
)


@pytest.mark.parametrize(
    ("url", "normal"), [(url, addresses[0]) for addresses in SAME for url in addresses]
)
def test_addresses_of_one_page_have_one_normal_form(url, normal):
    assert normalise_url(url) == normal
    assert identify_url(url) == Identifier("url", normal)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://a.example.org/a"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://youtu.be/KuXjwB4LzSA", "https://youtu.be/0LixFSa7yts"),
        ("https://example.org/#/one", "https://example.org/#/two"),
    ],
)
def test_different_pages_stay_apart(one, other):
    assert normalise_url(one) != normalise_url(other)


@pytest.mark.parametrize("text", NO_PAGE)
def test_what_is_no_web_address_has_no_identifier(text):
    assert identify_url(text) is None
    assert normalise_url(text) == text


def test_the_url_of_a_page_is_itself():
    page = Identifier("url", "https://distill.pub/2020/circuits/zoom-in")
    assert identifier_url(page) == page.value
    assert identify_url(str(page)) == page
