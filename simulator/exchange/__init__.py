"""Other programs' files: bytes to values and back. It opens no file and knows no screen."""
