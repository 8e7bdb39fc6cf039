"""`rid-kb identify`."""

import sys
from collections.abc import Iterable

import click


@click.command()
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
def identify(texts: tuple[str, ...]) -> None:
    """Name the first arXiv id, ACL id or DOI in each TEXT, or in each line of standard input.

    Prints the text, the scheme, the value and the version, separated by tabs; "-" for none.
    """
    from rid_kb.identifiers import find_identifiers

    lines: Iterable[str] = texts or (line.rstrip("\r\n") for line in sys.stdin)
    for line in lines:
        text = " ".join(line.split("\t"))
        found = next(iter(find_identifiers(line)), None)
        version = found.version if found and found.version is not None else "-"
        fields = (found.scheme, found.value, version) if found else ("-", "-", "-")
        click.echo("\t".join(map(str, (" ".join(text.splitlines()), *fields))))
