"""What a command makes of the incident: facts, or a refusal in words."""
