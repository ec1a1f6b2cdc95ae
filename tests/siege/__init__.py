"""The program at a real terminal: signals, a lost line, a full disk, and hands that press anything."""
