import sys

# Also where PYTHONDONTWRITEBYTECODE is set: or else every worker of every run compiles all tests anew.
sys.dont_write_bytecode = False
