"""Characters that act on the text around them and show nothing themselves."""

import re

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"  # no XML has them
    r"|[\ud800-\udfff]"  # half a character
    r"|[\u202a-\u202e\u2066-\u2069]"  # turn the direction of what follows
)


def without_controls(text: str) -> str:
    r"""Drop control characters, those of bidirectional text too; tabs and line ends stay.

    https://www.w3.org/TR/xml/#charsets and https://www.unicode.org/reports/tr9/

    >>> without_controls("a\u202egnp.exe\x1b\n")
    'agnp.exe\n'
    """
    return _CONTROLS.sub("", text)
