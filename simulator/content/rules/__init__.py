"""What can be wrong with content beyond its form: a module per family of rules, each rule a small function."""
