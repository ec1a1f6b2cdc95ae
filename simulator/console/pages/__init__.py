"""What is said around play: the library, briefing, review, a real event. Lines and rows, the same for every front."""
