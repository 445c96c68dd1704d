"""What is made of a media file, by PyAV alone: paths in, files and plain values out. No database,
no settings; every step takes pieces one after the other, so that memory does not grow with the
file."""
