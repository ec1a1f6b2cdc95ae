"""The durable record: one file an exercise, one line an event, each tied to the line before it."""
