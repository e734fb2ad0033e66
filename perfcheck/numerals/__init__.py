"""Turns print into values: figures, targets, units and years."""

from perfcheck.numerals.amounts import amount, count, with_decimals
from perfcheck.numerals.announced import unit_in
from perfcheck.numerals.folding import fold
from perfcheck.numerals.scanning import figures
from perfcheck.numerals.targets import target
from perfcheck.numerals.years import parse_year, years

__all__ = [
    "amount",
    "count",
    "figures",
    "fold",
    "parse_year",
    "target",
    "unit_in",
    "with_decimals",
    "years",
]
