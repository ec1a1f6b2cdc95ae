"""One screen a module. A screen alone talks to the session; its widgets see values."""
