"""A question taken apart into names, cues and grammar, and held against what can be asked."""
