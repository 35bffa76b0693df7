"""The names of all things of the graph, and where they stand in a question."""
