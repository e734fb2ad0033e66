"""perfcheck before a submission gate: a drop folder whose forms are judged and moved on.

    look → (settled) → judge in a process of its own → claim → slip and form into their folder → log

What a pass is about to do stands in a journal before it does it (`delivering`), so that a gate that
is killed at any point leaves every form whole, and the next pass finishes what was begun.
"""
