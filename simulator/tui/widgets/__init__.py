"""What a screen is made of. Widgets draw values they are handed and post typed messages."""
