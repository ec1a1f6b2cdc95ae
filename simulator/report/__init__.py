"""What an exercise showed, as a value, and what is said about it; ``render`` puts it on paper."""
