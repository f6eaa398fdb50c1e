"""How fast it is: run with ./run bench [NAME ...]."""
