"""Where the mixed sound goes: a device by miniaudio or by libVLC, a file, or nowhere."""
