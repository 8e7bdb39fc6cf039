"""Formats of bibliographic data: each reads values from text and writes them back."""
