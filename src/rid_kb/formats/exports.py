"""The formats that bibliographies leave in: what each is called, and who writes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rid_kb.formats.biblatex import works_to_biblatex
from rid_kb.formats.bibtex import works_to_bibtex
from rid_kb.formats.csl import works_to_csl
from rid_kb.formats.references import works_to_references
from rid_kb.formats.ris import works_to_ris
from rid_kb.model import Work


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: the end of its addresses, its media type, and what writes works in it.

    `file_ending` is that of its files, where programs expect another one.
    """

    title: str
    extension: str
    content_type: str
    write: Callable[[Sequence[Work]], str]
    file_ending: str = ""


EXPORT_FORMATS: Mapping[str, ExportFormat] = {
    "bibtex": ExportFormat("BibTeX", "bib", "application/x-bibtex", works_to_bibtex),
    "biblatex": ExportFormat(
        "BibLaTeX", "biblatex", "application/x-bibtex", works_to_biblatex, "biblatex.bib"
    ),
    "csl-json": ExportFormat(
        "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", works_to_csl
    ),
    "ris": ExportFormat("RIS", "ris", "application/x-research-info-systems", works_to_ris),
    "markdown": ExportFormat("Markdown", "md", "text/markdown", works_to_references),
}
