"""The Settings sheet: what is declared in ``core.options`` gets its row and its editor here."""
