"""The parts of the program, groups of objects that belong together; only program.py builds them."""
