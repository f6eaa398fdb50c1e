"""What is done to sound on its way: numpy in, numpy out, no thread, no device, no clock."""
