"""Second factors: set up, proven, taken away, asked for."""
