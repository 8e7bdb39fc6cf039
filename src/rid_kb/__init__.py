"""Turn a reading group's Markdown into a knowledge base."""

__version__ = "0.1.0"
