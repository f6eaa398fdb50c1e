"""Looks at whole files without playing them: their shape and how loud they are."""
