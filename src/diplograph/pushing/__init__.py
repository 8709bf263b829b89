"""Into triple stores and back: what is sent is read back and compared; two graphs, told apart in words."""
