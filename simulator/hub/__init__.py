"""Browsers and other terminals as seats of an exercise that a console conducts: a server in the console's own loop."""
