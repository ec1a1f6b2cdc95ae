"""The terminal: app, screens, widgets, modals. It shows and asks; it decides nothing."""
