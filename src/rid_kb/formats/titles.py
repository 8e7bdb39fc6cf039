"""Titles in bibliographies: which words must keep their capitals when a style lowers them."""

import re

from rid_kb.formats.latex import escape_slice, math_spans
from rid_kb.formats.markup import normal_text, phrase_pattern

_WORD = re.compile(r"\w+(?:['’]\w+)*")
# Names that titles of this field hold; a style would lower them.
PROPER_NAMES = frozenset(
    {"Bayes", "Bayesian", "Boltzmann", "Chinese", "English", "Euclidean", "Fisher", "Fourier"}
    | {"French", "Gauss", "Gaussian", "German", "Hamilton", "Hamiltonian", "Hebbian", "Hessian"}
    | {"Hilbert", "Hopfield", "Japanese", "Kolmogorov", "Arnold", "Lagrangian", "Legendre"}
    | {"Lipschitz", "Markov", "Markovian", "Nash", "Newton", "Poisson", "Riemannian", "Shannon"}
    | {"Socratic", "Sobolev", "Spanish", "Turing", "Wasserstein", "Wikipedia", "Llama", "Python"}
    | {"Java", "Monte", "Carlo"}
)


def title_to_latex(title: str, cased: tuple[str, ...] = ()) -> str:
    r"""Write a title as LaTeX, braces around the words that must keep their capitals.

    These are `cased`, words with a capital inside, acronyms, single capitals and proper names;
    always whole words. In a title all in capitals only `cased` and single words count.

    >>> title_to_latex("BERT: GPT-4 & Word2Vec")
    '{BERT}: {GPT}-4 \\& {Word2Vec}'
    >>> title_to_latex("DENOISING DIFFUSION IMPLICIT MODELS")
    'DENOISING DIFFUSION IMPLICIT MODELS'
    """
    text = normal_text(title)
    phrases = {normal_text(phrase) for phrase in cased} | protected_words(text)
    pattern = phrase_pattern(phrases)
    formulas = math_spans(text)
    written, end = "", 0
    for match in pattern.finditer(text) if pattern else ():
        if any(match.start() < stop and start < match.end() for start, stop in formulas):
            continue
        written += escape_slice(text, end, match.start(), formulas)
        written += _braced(escape_slice(text, match.start(), match.end(), formulas))
        end = match.end()
    return written + escape_slice(text, end, len(text), formulas)


def protected_words(title: str) -> set[str]:
    """List the words of a title whose capitals carry meaning, whatever the source marked.

    >>> sorted(protected_words("LoRA and a Vitamin C for LLMs"))
    ['C', 'LLMs', 'LoRA']
    """
    words = [
        match[0]
        for match in _WORD.finditer(title)
        if not any(start <= match.start() < stop for start, stop in math_spans(title))
    ]
    if is_all_capitals(words):
        return set()
    return {
        word
        for word in words
        if word in PROPER_NAMES or _has_inner_capital(word) or _is_single_capital(word)
    }


def is_all_capitals(words: list[str]) -> bool:
    """Tell a title set in capitals from one that has acronyms: three words and no small letter.

    >>> is_all_capitals(["DENOISING", "DIFFUSION", "MODELS"]), is_all_capitals(["GPT", "4"])
    (True, False)
    """
    letters = [word for word in words if sum(map(str.isalpha, word)) > 1]
    return len(letters) > 2 and all(word.isupper() for word in letters)


def _has_inner_capital(word: str) -> bool:
    return any(character.isupper() for character in word[1:])


def _is_single_capital(word: str) -> bool:
    return len(word) == 1 and word.isupper() and word != "A"


def _braced(latex: str) -> str:
    # A brace right before a command would be one of the command's own.
    return f"{{{{{latex}}}}}" if latex.startswith("\\") else f"{{{latex}}}"
