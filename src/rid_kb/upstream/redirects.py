"""Where an answer may lead us: never from https to http, never into somebody's own network."""

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit


def redirect_problem(origin: str, target: str, known_hosts: Collection[str]) -> str:
    """Say why the redirect from one URL to another is not followed; "" when it may be.

    `known_hosts` (host, with its port where there is one) are configured, so they may be
    anywhere. Asks the name service about all others.

    >>> redirect_problem("https://doi.org/10.1/x", "http://example.org/", ())
    'redirects from https to http'
    >>> redirect_problem("http://localhost:8000/a", "http://localhost:8000/b", {"localhost:8000"})
    ''
    >>> redirect_problem("https://doi.org/10.1/x", "https://192.168.0.1/", ())
    'redirects to a private address'
    """
    before, after = urlsplit(origin), urlsplit(target)
    if after.scheme not in {"https", "http"}:
        return "redirects to what is no web address"
    if before.scheme == "https" and after.scheme == "http":
        return "redirects from https to http"
    if after.netloc.lower() not in known_hosts and _is_private(after.hostname or ""):
        return "redirects to a private address"
    return ""


def _is_private(host: str) -> bool:
    """Tell whether a host is, or resolves to, an address outside the public net."""
    try:
        addresses = {str(ipaddress.ip_address(host))}
    except ValueError:
        try:
            addresses = {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
        except (OSError, UnicodeError):
            # Only a proxy may know this name; one that means this machine is refused all the same.
            return host.lower().rstrip(".").endswith("localhost")
    return not all(ipaddress.ip_address(each.partition("%")[0]).is_global for each in addresses)
