"""The language of rules: text, tree, types, Python function, and the account of an outcome."""
