"""The large models, one family a file. `table.py` lists them; each family's `make` makes one by its name."""
