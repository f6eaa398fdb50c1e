"""The search field: typing, colours, suggestions."""
