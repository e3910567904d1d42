"""How fast the public site is, as a ratio to a bare application that returns the same bytes: `make bench`."""
