"""The network: the only room that fetches anything; music itself comes by way of libVLC."""
