"""Text of titles and abstracts as the registration agencies send it: HTML, JATS and MathML."""

import html
import re
import unicodedata

from rid_kb.controls import without_controls

# Inline and block elements of HTML (https://html.spec.whatwg.org), JATS (https://jats.nlm.nih.gov)
# and MathML (https://www.w3.org/TR/MathML/). Any other "<word" is text.
_ELEMENTS = (
    "a|abstract|alternatives|annotation|b|bold|blockquote|br|break|code|disp-formula|div|em|"
    "ext-link|font|h[1-6]|i|inf|inline-formula|inline-graphic|italic|label|li|list|list-item|math|"
    "mathematics|menclose|mfenced|mfrac|mi|mn|mo|mover|mpadded|mphantom|mroot|mrow|ms|mspace|msqrt|"
    "mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|ol|p|pre|sc|scp|sec|semantics|"
    "small|span|strike|strong|styled-content|sub|sup|tex-math|title|tt|u|ul|underline|xref"
)
_TAG = re.compile(rf"<(/?)(?:\w+:)?({_ELEMENTS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_ENCODED_TAG = re.compile(rf"&lt;(/?(?:\w+:)?(?:{_ELEMENTS})(?:\s[^<>&]*)?/?)&gt;", re.IGNORECASE)
_ENCODED_TWICE = re.compile(r"&amp;(?=(?:amp|lt|gt|quot|apos|#\d+);)")
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_TEX = re.compile(
    r"<(?:\w+:)?(?P<element>math|inline-formula|disp-formula)\b(?P<head>(?:(?!</(?:\w+:)?(?P=element)).)*?)"
    r"<(?:\w+:)?(?:tex-math|annotation)\b[^<>]*>(?P<tex>[^<>]*)</(?:\w+:)?(?:tex-math|annotation)>"
    r".*?</(?:\w+:)?(?P=element)>",
    re.DOTALL | re.IGNORECASE,
)
_MATHML_GAP = re.compile(r"(?<=>)\s+(?=<(?:/?)(?:\w+:)?m\w+)")
_JATS_HEADING = re.compile(
    r"<(?:jats:)?title>\s*(?:abstract|summary)\s*</(?:jats:)?title>", re.IGNORECASE
)
_BLOCKS = frozenset(
    {"p", "title", "sec", "div", "br", "break", "li", "list-item", "blockquote"}
    | {"h1", "h2", "h3", "h4", "h5", "h6"}
)
_NOCASE = re.compile(r"<span class=[\"']nocase[\"']>(.*?)</span>", re.DOTALL | re.IGNORECASE)


def normal_text(text: str) -> str:
    r"""Collapse white space, compose accents (NFC) and drop control characters.

    >>> normal_text("Poincare\u0301\n  maps")
    'Poincaré maps'
    """
    return " ".join(unicodedata.normalize("NFC", without_controls(text)).split())


def plain_text(marked: str) -> str:
    """Read one paragraph of marked-up text: elements go, entities become characters.

    Formulas with a TeX form come as `$…$`, others as their characters. What is no element of
    HTML, JATS or MathML stays, so "x < y" is safe.

    >>> plain_text("<i>E. coli</i> &amp; <mml:math><mml:mi>&#945;</mml:mi></mml:math> < 3")
    'E. coli & α < 3'
    """
    return normal_text(_unmarked(marked))


def plain_paragraphs(marked: str) -> str:
    r"""Read marked-up text as paragraphs, parted by blank lines; a heading "Abstract" goes.

    >>> plain_paragraphs("<jats:title>Abstract</jats:title><jats:p>A</jats:p><jats:p>B</jats:p>")
    'A\n\nB'
    """
    paragraphs = re.split(r"\n\s*\n", _unmarked(_JATS_HEADING.sub("", marked), gap="\n\n"))
    return "\n\n".join(filter(None, map(normal_text, paragraphs)))


def marked_text(text: str) -> str:
    """Write plain text so that `plain_text` gives it back; most text stays as it is.

    >>> marked_text("R&D"), marked_text("the <b> element")
    ('R&D', 'the &#60;b&#62; element')
    """
    return text if plain_paragraphs(text) == text else _escaped(text)


def split_cased(marked: str) -> tuple[str, tuple[str, ...]]:
    """Read a title with the words whose capitals CSL's `nocase` protects.

    >>> split_cased('<span class="nocase">BERT</span> for all')
    ('BERT for all', ('BERT',))
    """
    cased = dict.fromkeys(filter(None, map(plain_text, _NOCASE.findall(marked))))
    return plain_text(marked), tuple(cased)


def mark_cased(text: str, cased: tuple[str, ...]) -> str:
    """Write a title with `cased` marked as CSL's `nocase`, the inverse of `split_cased`.

    >>> mark_cased("BERT for all", ("BERT",))
    '<span class="nocase">BERT</span> for all'
    """
    phrases = phrase_pattern(cased)
    is_plain = plain_text(text) == text
    marked, end = "", 0
    for match in phrases.finditer(text) if phrases else ():
        before, word = text[end : match.start()], match[0]
        if not is_plain:
            before, word = _escaped(before), _escaped(word)
        marked += f'{before}<span class="nocase">{word}</span>'
        end = match.end()
    return marked + (text[end:] if is_plain else _escaped(text[end:]))


def phrase_pattern(phrases: tuple[str, ...] | set[str]) -> re.Pattern[str] | None:
    """Match any of `phrases` as whole words, the longest first; None when there are none."""
    longest_first = sorted(filter(None, phrases), key=lambda phrase: (-len(phrase), phrase))
    if not longest_first:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _escaped(text: str) -> str:
    # Numbers, because agencies encode twice by name, which is undone on reading.
    return text.translate({ord("&"): "&#38;", ord("<"): "&#60;", ord(">"): "&#62;"})


def _unmarked(marked: str, gap: str = " ") -> str:
    def put(tag: re.Match[str]) -> str:
        return gap if tag[2].lower() in _BLOCKS else ""

    once = _ENCODED_TWICE.sub("&", marked)
    elements = _ENCODED_TAG.sub(r"<\1>", _COMMENT.sub("", once))
    with_tex = _TEX.sub(_tex_formula, elements)
    return html.unescape(_TAG.sub(put, _MATHML_GAP.sub("", with_tex)))


def _tex_formula(match: re.Match[str]) -> str:
    body = re.search(r"\\begin\{document\}(.*?)\\end\{document\}", match["tex"], re.DOTALL)
    tex = (body[1] if body else match["tex"]).strip().strip("$").strip()
    return f"${tex}$" if tex else ""
