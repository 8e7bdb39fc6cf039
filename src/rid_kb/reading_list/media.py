"""What medium a reading is: from its URL and its words, by a table."""

import re
from collections.abc import Iterable, Mapping

from rid_kb.model import Identifier
from rid_kb.reading_list.vocabulary import DEFAULT, Vocabulary

_CODE = r"(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)"

# The first row that fits decides; the pattern is sought in the URL without its scheme.
BY_ADDRESS: tuple[tuple[str, str], ...] = (
    ("preprint", r"^(?:[\w.]*\.)?(?:arxiv\.org|biorxiv\.org|medrxiv\.org|chemrxiv\.org|ssrn\.com)/"),
    ("preprint", r"^(?:osf\.io/preprints|psyarxiv\.com|www\.preprints\.org|hal\.science)/?"),
    ("video", r"^(?:[\w.]*\.)?(?:youtube\.com|youtu\.be|you\.be|vimeo\.com|bilibili\.com)/"),
    ("video", r"^(?:slideslive\.com|videolectures\.net|www\.ted\.com|[\w.]*loom\.com)/|\.mp4$"),
    ("podcast", r"^(?:open\.spotify\.com|podcasts\.\w+\.com|podcasters\.)|/podcasts?/|^podcast\."),
    ("social post", r"^(?:www\.|mobile\.)?(?:twitter\.com|x\.com|bsky\.app|threads\.net)/"),
    ("social post", r"^(?:www\.)?(?:reddit\.com|linkedin\.com/(?:posts|feed))|^(?:\w+\.)?mastodon\."),
    ("social post", r"^news\.ycombinator\.com/"),
    ("notebook", r"\.ipynb(?:$|[?#])|^colab\.research\.google\.com/|^nbviewer\."),
    ("notebook", r"^(?:www\.)?kaggle\.com/code/"),
    ("dataset", r"^huggingface\.co/datasets/|^(?:www\.)?kaggle\.com/datasets/|^zenodo\.org/"),
    ("slides", r"^docs\.google\.com/presentation/|\.(?:pptx?|key|odp)(?:$|[?#])"),
    ("slides", r"^(?:speakerdeck\.com|(?:www\.)?slideshare\.net)/|[/_.-]slides?(?:[/_.-]|$)"),
    ("code", rf"^{_CODE}/[^/]+/[^/]+/?(?:$|[?#]|(?:tree|releases|commit)/)|^gist\.github\.com/"),
    ("code", rf"^{_CODE}/[^/]+/[^/]+/blob/.*\.(?:py|jl|r|c|cpp|rs|java|js|ts|sh|md)(?:$|[?#])"),
    ("paper", r"^(?:[\w.]*\.)?(?:openreview\.net|aclanthology\.org|aclweb\.org|proceedings\.mlr\.press)/"),
    ("paper", r"^(?:[\w.]*\.)?(?:neurips\.cc|nips\.cc|jmlr\.org|thecvf\.com|ieee\.org|acm\.org)/"),
    ("paper", r"^(?:[\w.]*\.)?(?:semanticscholar\.org|sciencedirect\.com|springer\.com|doi\.org)/"),
    ("paper", r"^(?:[\w.]*\.)?(?:distill\.pub|paperswithcode\.com/paper|isca-speech\.org|aaai\.org)/"),
    ("paper", r"^huggingface\.co/papers/|^(?:www\.)?alphaxiv\.org/|^(?:ar5iv\.)"),
)  # fmt: skip

BY_WORDS: tuple[tuple[str, str], ...] = (
    ("slides", r"\bslides?\b|\bslide deck\b"),
    ("video", r"\bvideos?\b|\brecordings?\b"),
    ("podcast", r"\bpodcast\b"),
    ("notebook", r"\bnotebooks?\b|\bcolab\b"),
    ("book", r"^(?:text)?books?\b|\btextbook\b|\bchapters?\s+[0-9]|\(book\)"),
    ("dataset", r"\bdata ?sets?\b$"),
    ("code", r"\bcode\b(?= |$)(?! (?:of|review)\b)|\brepo(?:sitory)?\b|^github$"),
    ("course", r"\bcourse\b|\blecture\b"),
    ("paper", r"\bpaper\W*$"),
)

BY_PLACE: tuple[tuple[str, str], ...] = (
    ("course", r"/courses?/|/learn/|-course/|^(?:[\w.]*\.)?(?:coursera|edx|udacity|udemy|fast)\.\w+/"),
    ("course", r"/lectures?/|/classes?/cs[0-9]|cs[0-9]{3}\w?\.|-cs[0-9]{3}"),
    ("blog post", r"^(?:[\w.-]*\.)?(?:medium\.com|substack\.com|towardsdatascience\.com|wordpress\.com)/"),
    ("blog post", r"^(?:[\w.-]*\.)?(?:blogspot\.\w+|hashnode\.dev|ghost\.io|tumblr\.com|dev\.to)/"),
    ("blog post", r"^(?:[\w-]+\.)?blogs?\.|/blogs?(?:/|$|-)|/posts?/|^mirror\.xyz/"),
    ("blog post", r"^(?:www\.)?(?:ruder\.io|huyenchip\.com|lesswrong\.com|alignmentforum\.org)/"),
    ("blog post", r"^(?:www\.)?(?:colah|karpathy|lilianweng|jalammar|vickiboykis|kipp|xcorr)(?:\.\w+)+/"),
    ("paper", r"\.pdf(?:$|[?#])|/publications?/[^/]"),
)  # fmt: skip

# What a heading says of all that stands below it, where nothing else tells.
BY_HEADING: tuple[tuple[str, str], ...] = (
    ("blog post", r"\bblog ?posts?\b|^(?:blogs?|articles)$"),
    ("video", r"^(?:videos?|talks)$"),
    ("book", r"^(?:text)?books?$"),
    ("course", r"^courses?$"),
    ("podcast", r"^podcasts?$"),
    ("paper", r"^(?:\w+ )?papers$"),
    ("code", r"^(?:code|software|repositories)$"),
)

_PAGE = "web page"


def infer_medium(
    url: str, text: str = "", identifier: Identifier | None = None, vocabulary: Vocabulary = DEFAULT
) -> str:
    """Tell what medium a reading is; without a URL only its words speak.

    >>> infer_medium("https://www.youtube.com/watch?v=kCc8FmEb1nY"), infer_medium("https://x.org/")
    ('video', 'web page')
    >>> infer_medium("", 'Book: Toby Ord - "The Precipice"')
    'book'
    """
    address = re.sub(r"^[a-z]+://", "", url, flags=re.IGNORECASE).lower()
    words = text.lower()
    if own := _by_vocabulary(address, vocabulary.media):
        return own
    if address and (medium := _first(BY_ADDRESS, address)):
        return medium
    if identifier and identifier.scheme in ("arxiv", "acl", "doi"):
        return "preprint" if identifier.scheme == "arxiv" else "paper"
    return _first(BY_WORDS, words) or (_first(BY_PLACE, address) or _PAGE if address else "")


def medium_below(medium: str, headings: Iterable[str]) -> str:
    """Tell a medium better than "web page" where a heading above does, the nearest one first.

    >>> medium_below("web page", ["Opinion Blog Posts"]), medium_below("video", ["Papers"])
    ('blog post', 'video')
    """
    if medium != _PAGE:
        return medium
    found = (_first(BY_HEADING, each.lower()) for each in reversed([*headings]))
    return next(filter(None, found), medium)


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((medium for medium, pattern in table if re.search(pattern, text)), "")


def _by_vocabulary(address: str, media: Mapping[str, tuple[str, ...]]) -> str:
    return next(
        (
            medium
            for medium, parts in media.items()
            if address and any(part.lower() in address for part in parts)
        ),
        "",
    )
