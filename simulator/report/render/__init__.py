"""A document on paper: one format a module. Renderers only render."""
