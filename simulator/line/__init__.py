"""An exercise in plain lines: for a screen reader, a serial console, a pipe, or a terminal that does no better."""
