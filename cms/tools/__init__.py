"""Pure tools: they import nothing of ours."""
