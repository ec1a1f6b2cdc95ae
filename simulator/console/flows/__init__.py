"""What people do at the console: questions one after another, then a command. Each flow is given the operator."""
