"""One plan for each intent: what to ask the catalogue, and how to tell what it answers."""
