"""How long a service asks us to wait, as its headers say it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_seconds(value: str, now: datetime) -> float | None:
    """Read `Retry-After` in both its forms; None when it says neither.

    https://www.rfc-editor.org/rfc/rfc9110#name-retry-after

    >>> now = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
    >>> retry_after_seconds("120", now), retry_after_seconds("Fri, 20 Nov 2026 12:00:30 GMT", now)
    (120.0, 30.0)
    >>> retry_after_seconds("soon", now) is None
    True
    """
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def rate_limit_interval(headers: Mapping[str, str]) -> float | None:
    """Read the seconds between requests that `X-Rate-Limit-*` allows; None when unsaid.

    https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/

    >>> rate_limit_interval({"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s"})
    0.5
    """
    values = {name.lower(): value for name, value in headers.items()}
    limit = re.fullmatch(r"[0-9]{1,6}", values.get("x-rate-limit-limit", ""))
    interval = re.fullmatch(r"([0-9]{1,6})s?", values.get("x-rate-limit-interval", ""))
    if limit is None or interval is None or int(limit.group()) == 0:
        return None
    return int(interval.group(1)) / int(limit.group())
