"""Pages for people: what is asked of the graph for them and how it is laid out; they work without scripts."""
