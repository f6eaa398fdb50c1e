"""The page over the whole window that shows what plays."""
