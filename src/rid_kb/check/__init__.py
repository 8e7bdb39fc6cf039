"""What is wrong with a reading list, and how to mend it: rules that find, with file:line:column.

    documents, facts → every rule → findings → those that are asked for → edits

`check_group` applies the rules to one group's documents; `mended` applies what they would change.
Nothing here reads files or prints: the documents and what is known of their works are given.
"""

from rid_kb.check.checking import check_group, is_selected, unknown_selectors
from rid_kb.check.documents import Document, Facts, Group, read_document
from rid_kb.check.findings import Finding, Rule
from rid_kb.check.mending import mended
from rid_kb.check.rules import RULES

__all__ = [
    "RULES",
    "Document",
    "Facts",
    "Finding",
    "Group",
    "Rule",
    "check_group",
    "is_selected",
    "mended",
    "read_document",
    "unknown_selectors",
]
