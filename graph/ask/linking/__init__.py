"""Things that a question means without naming them as the graph does: shortened, described, in another script."""
