"""Rules applied to a form: pass, fail, skip or not applicable, each with what a person needs."""

from perfcheck.judge.judging import JudgedForm, judge, judge_rule
from perfcheck.judge.outcome import Judgement
from perfcheck.judge.subject import Names, subject

__all__ = ["JudgedForm", "Judgement", "Names", "judge", "judge_rule", "subject"]
