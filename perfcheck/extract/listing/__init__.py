"""A list of projects with running text → one Form: units, projects and indicators."""

from perfcheck.extract.listing.form import list_form

__all__ = ["list_form"]
