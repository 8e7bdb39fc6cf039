"""Names as they stand in addresses."""

import re
import unicodedata


def slug(name: str) -> str:
    """Reduce a name to lower-case ASCII words joined by hyphens; never empty.

    >>> slug("Germán Kruszewski")
    'german-kruszewski'
    >>> slug("Computation and Language")
    'computation-and-language'
    >>> slug("李")
    'u674e'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return "-".join(words) or "-".join(f"u{ord(character):x}" for character in name) or "unnamed"
