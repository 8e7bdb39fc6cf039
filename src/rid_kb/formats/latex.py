"""Text to LaTeX and back: special characters, accents, symbols, braces and formulas.

Formulas stand in plain text as `$…$` and stay as they are in both directions, unless they
hold more than mathematics.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pylatexenc.latex2text import (
    get_default_latex_context_db,
)

from rid_kb.formats.markup import normal_text

# Characters that TeX does not print as they are; `-`, `'` and backticks only where they would join.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "\N{NO-BREAK SPACE}": "~",
    **{character: f"\\{character}" for character in "&%$#_"},
}
_SPECIAL = re.compile(r"--+|''+|[\\{}~^`<>|&%$#_\u00a0]")
_SYMBOLS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "textunderscore": "_",
    "i": "ı",
    "j": "ȷ",
    "slash": "/",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "newline": " ",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "BibTeX": "BibTeX",
}
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "~": " "}
# TeX's accents as combining characters: the TeXbook, chapter 9.
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_SIGNS = {"\\": " ", " ": " ", "\n": " ", ",": " ", ";": " ", ":": " ", "-": "", "/": "", "!": ""}
# Mathematics beside the symbols: nothing here reads, writes or defines anything.
_MATH_COMMANDS = frozenset(
    {"frac", "tfrac", "dfrac", "sqrt", "binom", "left", "right", "big", "Big", "bigl", "bigr"}
    | {"mathbb", "mathcal", "mathfrak", "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathscr"}
    | {"boldsymbol", "bm", "text", "textrm", "textbf", "textit", "mbox", "operatorname", "rm", "bf"}
    | {"hat", "widehat", "tilde", "widetilde", "bar", "overline", "underline", "vec", "dot", "ddot"}
    | {"log", "ln", "exp", "sin", "cos", "tan", "min", "max", "sup", "inf", "lim", "det", "dim"}
    | {"arg", "argmin", "argmax", "gcd", "deg", "ker", "Pr", "limits", "nolimits", "stackrel"}
    | {"quad", "qquad", "lvert", "rvert", "lVert", "rVert", "prime", "star", "ell"}
)
_MATH = re.compile(r"(?<!\\)\$(?!\s)((?:\\[^\n]|[^$\\\n])+?)(?<!\s)\$(?!\d)")
_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)[ \t\n]*\*?|\\(?P<sign>.)|(?P<brace>[{}])|(?P<text>---?|``|''|.)",
    re.DOTALL,
)
_WITHOUT_FIRST_ARGUMENT = frozenset({"href", "textcolor", "color", "hspace", "vspace", "label"})


@dataclass(slots=True)
class _Decoder:
    """The state of reading: where we are, which braces are open, which accent waits."""

    latex: str
    place: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    open_braces: list[int | None] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    accent: str = ""
    is_before_argument: bool = False

    def put(self, text: str) -> None:
        """Add text, under the accent that waits."""
        if self.accent and text.strip():
            base = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
            text = unicodedata.normalize("NFC", base + self.accent) + text[1:]
            self.accent = ""
        self.pieces.append(text)
        self.length += len(text)


def escape_text(text: str) -> str:
    r"""Escape what LaTeX would not print as it is; formulas stay.

    >>> escape_text("R&D at 5% of $O(n^2)$")
    'R\\&D at 5\\% of $O(n^2)$'
    """
    return escape_slice(text, 0, len(text), math_spans(text))


def escape_slice(text: str, start: int, stop: int, formulas: Sequence[tuple[int, int]]) -> str:
    """Escape `text[start:stop]`, where `formulas` are the spans of the whole text."""
    written = ""
    for opens, closes in formulas:
        if start <= opens and closes <= stop:
            written += _escape(text[start:opens]) + text[opens:closes]
            start = closes
    return written + _escape(text[start:stop])


def latex_to_text(latex: str) -> str:
    r"""Read LaTeX as plain text; what it does not know is left out, its argument kept.

    >>> latex_to_text(r"Erd{\H o}s \& R{\'e}nyi, \emph{On} $O(1)$")
    'Erdős & Rényi, On $O(1)$'
    """
    return normal_text(_decoded(latex).text)


def split_braced(latex: str) -> tuple[str, tuple[str, ...]]:
    r"""Read LaTeX as plain text with the words that hold a braced part, in order.

    Braces that serve a command, as in `{\'e}`, mark nothing.

    >>> split_braced(r"The {M}ulti{WOZ} of {\'E}va")
    ('The MultiWOZ of Éva', ('MultiWOZ',))
    """
    decoded = _decoded(latex)
    words: dict[str, None] = {}
    for start, end in sorted(decoded.spans):
        word = normal_text(decoded.text[slice(*_widened(decoded.text, start, end))])
        if word:
            words[word] = None
    return normal_text(decoded.text), tuple(words)


def accented_to_latex(letter: str) -> str:
    r"""Write a letter with TeX's accents, "" where it has others or none.

    >>> accented_to_latex("ű"), accented_to_latex("ễ"), accented_to_latex("ț")
    ('\\H{u}', '\\~{\\^{e}}', '')
    """
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[:1], parts[1:]
    signs = {mark: sign for sign, mark in _ACCENTS.items()}
    if not marks or not base.isascii() or not signs.keys() >= set(marks):
        return ""
    written = base
    for mark in marks:
        written = f"\\{signs[mark]}{{{written}}}"
    return written


def math_spans(text: str) -> list[tuple[int, int]]:
    """Find the formulas of a text: `$…$` with balanced braces and nothing but mathematics.

    >>> math_spans("$O(n)$ for $5 and $10")
    [(0, 6)]
    """
    return [match.span() for match in _MATH.finditer(text) if _is_mathematics(match[1])]


def is_balanced(latex: str) -> bool:
    """Tell whether every brace has its partner; escaped braces count, as BibTeX counts them."""
    depth = 0
    for character in latex:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


@dataclass(frozen=True, slots=True)
class _Decoded:
    text: str
    spans: tuple[tuple[int, int], ...]


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: _escape_run(match[0]), text)


def _escape_run(run: str) -> str:
    return _ESCAPES[run] if run in _ESCAPES else "{}".join(run)


def _is_mathematics(formula: str) -> bool:
    commands = re.findall(r"\\([A-Za-z]+|.)", formula)
    return (
        is_balanced(formula)
        and not re.search(r"(?<!\\)[%#&]|\^\^|\\$|[\x00-\x1f]", formula)
        and "{" not in commands
        and "}" not in commands
        and all(len(each) == 1 or _is_math_command(each) for each in commands)
    )


def _is_math_command(name: str) -> bool:
    return name in _MATH_COMMANDS or _symbol(name) is not None


@cache
def _known_symbols() -> dict[str, str]:
    database = get_default_latex_context_db()
    specs = database.iter_macro_specs()
    return {
        spec.macroname: spec.simplify_repl
        for spec in specs
        if isinstance(spec.simplify_repl, str) and "%" not in spec.simplify_repl
    }


def _symbol(name: str) -> str | None:
    return _SYMBOLS.get(name, _known_symbols().get(name))


def _decoded(latex: str) -> _Decoded:
    """Read LaTeX into text and the spans of text that braces protect."""
    state = _Decoder(unicodedata.normalize("NFC", latex))
    formulas = dict(math_spans(state.latex))
    while state.place < len(state.latex):
        if state.place in formulas:
            end = formulas[state.place]
            state.put(state.latex[state.place : end])
            state.place, state.is_before_argument = end, False
            continue
        match = _TOKEN.match(state.latex, state.place)
        if match is None:
            break
        state.place = match.end()
        _read_token(state, match)
    return _Decoded("".join(state.pieces), tuple(state.spans))


def _read_token(state: _Decoder, match: re.Match[str]) -> None:
    is_before_argument, state.is_before_argument = state.is_before_argument, False
    if match["brace"] == "{":
        is_of_command = is_before_argument or bool(state.accent)
        is_of_command = is_of_command or state.latex.startswith("\\", state.place)
        state.open_braces.append(None if is_of_command else state.length)
    elif match["brace"] == "}":
        state.accent = ""
        start = state.open_braces.pop() if state.open_braces else None
        if start is not None and not any(each is not None for each in state.open_braces):
            state.spans.append((start, state.length))
    elif match["word"]:
        _read_command(state, match["word"])
    elif match["sign"]:
        _read_sign(state, match["sign"])
    else:
        state.put(_LIGATURES.get(match["text"], match["text"]))


def _read_command(state: _Decoder, name: str) -> None:
    symbol = _symbol(name)
    state.is_before_argument = True
    if name in _ACCENTS:
        state.accent = _ACCENTS[name] + state.accent
    elif name == "url":
        state.put(_raw_argument(state))
    elif name in _WITHOUT_FIRST_ARGUMENT:
        _raw_argument(state)
    elif symbol is not None:
        state.put(symbol)


def _read_sign(state: _Decoder, sign: str) -> None:
    if sign in _ACCENTS:
        state.accent = _ACCENTS[sign] + state.accent
    else:
        state.put(_SIGNS.get(sign, sign))


def _raw_argument(state: _Decoder) -> str:
    match = re.compile(r"\s*\{([^{}]*)\}").match(state.latex, state.place)
    if match is None:
        return ""
    state.place = match.end()
    return match[1]


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words."""
    while 0 < start < end and _is_letter(text[start]) and _is_letter(text[start - 1]):
        start -= 1
    while start < end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    return start, end


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"
