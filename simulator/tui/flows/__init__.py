"""What a key sets going: questions one after another, then a command. Each flow is given the desk."""
