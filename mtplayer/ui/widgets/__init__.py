"""The painted parts that pages and bars are made of."""
