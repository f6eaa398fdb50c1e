"""How it sounds: the only room that loads libVLC."""
