"""The numbered money tables of budgets and final accounts: captions, columns, rows and notes."""

from perfcheck.extract.money.reading import money_tables
from perfcheck.extract.money.table import MoneyRead

__all__ = ["MoneyRead", "money_tables"]
