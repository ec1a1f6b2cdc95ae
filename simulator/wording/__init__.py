"""How the program speaks."""
