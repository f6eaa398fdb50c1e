"""How things look: theme, tokens, fonts, icons, covers ready to paint."""
