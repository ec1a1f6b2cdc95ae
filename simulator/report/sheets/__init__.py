"""What the printed sheets say: a module for each of the three people who hold one."""
