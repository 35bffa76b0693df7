"""The critical-minerals cooperation graph and everything that makes it; knows nothing of HTTP."""
