"""The command line: one command a module, imported when that command is asked for."""
