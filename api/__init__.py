"""HTTP and the command line over the graph; imports :mod:`graph`, never the reverse."""
