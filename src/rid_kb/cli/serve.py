"""`rid-kb serve`."""

from pathlib import Path

import click

from rid_kb.cli.options import current_config, database_of, database_option


@click.command()
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Where to listen; 0 is any free port.",
)
@click.option("-h", "--host", default="127.0.0.1", show_default=True, help="Who may connect.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@database_option
def serve(port: int, host: str, open_browser: bool, database: Path | None) -> None:
    """Browse the knowledge base at http://127.0.0.1:8001."""
    from rid_kb.web.serving import serve as serve_library

    path = database or database_of(current_config())
    serve_library(path, host=host, port=port, open_browser=open_browser)
