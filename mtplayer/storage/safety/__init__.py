"""Copies of the library, whether it is whole, and what can be saved of a broken one."""
