"""The addresses of the server, a module for each face of it; no router knows another."""
