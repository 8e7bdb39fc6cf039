"""The command line: each command parses, calls and reports; all else lies below.

Heavy imports stand inside the commands that need them, so that `--help` comes at once.
"""

import click

from rid_kb import __version__
from rid_kb.cli.check import check, rules
from rid_kb.cli.cite import cite
from rid_kb.cli.export import export
from rid_kb.cli.identify import identify
from rid_kb.cli.ingest import ingest
from rid_kb.cli.output import visible
from rid_kb.cli.serve import serve
from rid_kb.cli.sessions import sessions
from rid_kb.cli.unresolved import unresolved
from rid_kb.cli.why import why
from rid_kb.errors import RidKbError


class _Commands(click.Group):
    """Commands in the order of use, whose errors are one sentence on standard error."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Keep the order in which they were added."""
        return list(self.commands)

    def invoke(self, context: click.Context) -> object:
        """Run a command; what it may tell its user ends it with status 1."""
        try:
            return super().invoke(context)
        except RidKbError as error:
            raise click.ClickException(visible(str(error))) from error


@click.group(cls=_Commands, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="rid-kb", message="%(prog)s %(version)s")
def main() -> None:
    """Turn a reading group's Markdown into a knowledge base.

    \b
    rid-kb ingest README.md     read the list, look up its papers
    rid-kb serve                browse it
    rid-kb export 2024-02-19    the BibTeX of a session
    rid-kb check README.md      what is wrong with the list
    """  # noqa: D301  # click keeps the lines below a backspace as they are


for command in (ingest, serve, export, check, rules, sessions, cite, identify, unresolved, why):
    main.add_command(command)
