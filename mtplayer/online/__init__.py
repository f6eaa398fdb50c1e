"""The network: the only room that uses requests or pylast."""
