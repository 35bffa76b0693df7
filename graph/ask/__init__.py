"""Questions in plain words: from a sentence in English, Japanese or Hindi to an answer of the catalogue."""
