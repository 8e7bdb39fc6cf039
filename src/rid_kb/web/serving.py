"""Serving a knowledge base: Datasette with our metadata, on one port of this machine."""

import socket
import webbrowser
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette

from rid_kb.errors import ServingError
from rid_kb.library import open_library
from rid_kb.web.databases import is_knowledge_base_file

SETTINGS = {
    "default_page_size": 50,
    "default_facet_size": 15,
    "facet_time_limit_ms": 1000,
    "sql_time_limit_ms": 5000,
    "suggest_facets": False,
}


def serve(path: Path, *, host: str, port: int, open_browser: bool = False) -> None:
    """Serve the knowledge base at `path` until interrupted.

    Raises DatabaseError when it is none, ServingError when the port is not free.
    """
    open_library(path).close()
    listener = _listen(host, port)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    application = open_datasette([path]).app()
    print(f"rid-kb serves {path} at {address} (Ctrl-C ends it)", flush=True)  # noqa: T201
    if open_browser:
        webbrowser.open(address)
    server = uvicorn.Server(uvicorn.Config(application, log_level="warning", lifespan="on"))
    with suppress(KeyboardInterrupt):  # uvicorn ends in order, then raises the signal again
        server.run(sockets=[listener])


def open_datasette(paths: list[Path]) -> Datasette:
    """Open Datasette on knowledge bases, and on other databases beside them, as it is served."""
    names = [path.stem for path in paths if is_knowledge_base_file(path)]
    return Datasette([str(path) for path in paths], metadata=metadata_for(names), settings=SETTINGS)


def metadata_for(names: list[str]) -> dict[str, Any]:
    """Give our metadata for knowledge bases of these names, whatever they are called."""
    text = resources.files("rid_kb.web").joinpath("metadata.yml").read_text("utf-8")
    metadata: dict[str, Any] = yaml.safe_load(text)
    (ours,) = metadata["databases"].values()
    return metadata | {"databases": dict.fromkeys(names, ours)}


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise ServingError(host, port, error.strerror or str(error)) from error
    return listener
