"""Measurements, each a ratio to a named peer in the same run, or a time against its bound."""
