"""Reading lists as they are: Markdown becomes sessions with their readings.

parse_reading_list      one document, whatever its shape
merge_reading_lists     one group's documents as a collection
infer_topics            the tags of a reading
"""

from rid_kb.reading_list.merging import merge_reading_lists
from rid_kb.reading_list.parsing import ReadingList, infer_role, parse_reading_list
from rid_kb.reading_list.topics import infer_topics
from rid_kb.reading_list.vocabulary import DEFAULT, Vocabulary

__all__ = [
    "DEFAULT",
    "ReadingList",
    "Vocabulary",
    "infer_role",
    "infer_topics",
    "merge_reading_lists",
    "parse_reading_list",
]
