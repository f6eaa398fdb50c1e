"""Figures as pictures: painted by QPainter, each with the same numbers in words."""
