"""From files to a Setup: YAML with positions, the library, what can be wrong with it, and skeletons."""
