#!/usr/bin/env python3
"""Scores what the consistency audit reported against an annotation of checks.

usage: score_checks.py GOLD.jsonl FOUND.jsonl

Both files hold one JSON object per line (see SCHEMA.md, "check"). A check is identified by the figure it checks: its
kind and the position of the stated figure; checks whose stated value is derived (stated_from) are counted apart, for
nothing printed can be pointed at. A gold contradiction whose note begins with "soft" or whose base is uncertain counts
as soft: to be reported as doubtful.

Reported: firm contradictions found as such; soft ones reported as doubtful; relations that hold but were marked a
contradiction; contradictions and doubts the gold does not have; how many of the relations that hold were seen.
Exit status 0 always: it reports, it does not judge.
"""
import json
import sys


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def soft(check):
    note = check.get("note", "").lower()
    return note.startswith("soft") or "uncertain" in note


def main():
    gold = [g for g in load(sys.argv[1]) if "stated_start" in g]
    derived = len(load(sys.argv[1])) - len(gold)
    found = load(sys.argv[2])

    def match(g, verdicts=None):
        return [f for f in found if f["kind"] == g["kind"] and f["stated_start"] == g["stated_start"]
                and (verdicts is None or f["verdict"] in verdicts)]

    firm = [g for g in gold if g["verdict"] == "contradicts" and not soft(g)]
    softs = [g for g in gold if g["verdict"] == "contradicts" and soft(g)]
    holds = [g for g in gold if g["verdict"] != "contradicts"]
    firm_hit = [g for g in firm if match(g, {"contradicts"})]
    soft_hit = [g for g in softs if match(g, {"doubtful"})]
    wrong = [g for g in holds if match(g, {"contradicts"}) and not match(g, {"holds", "within rounding"})]
    seen = [g for g in holds if match(g, {"holds", "within rounding"})]
    positions = {(g["kind"], g["stated_start"]) for g in gold}
    others = [f for f in found if f["verdict"] in ("contradicts", "doubtful")
              and (f["kind"], f["stated_start"]) not in positions]
    print(f"firm contradictions: {len(firm_hit)} of {len(firm)}")
    print(f"soft ones as doubtful: {len(soft_hit)} of {len(softs)}")
    print(f"holds marked as contradiction: {len(wrong)} of {len(holds)}")
    print(f"holds seen: {len(seen)} of {len(holds)} (and {derived} with a derived total, not scored)")
    print(f"others: {sum(f['verdict'] == 'contradicts' for f in others)} contradictions, "
          f"{sum(f['verdict'] == 'doubtful' for f in others)} doubtful")
    for title, rows in (("missed", [g for g in firm + softs if g not in firm_hit + soft_hit]), ("wrong", wrong), ("other", others)):
        for row in rows:
            print(f"  {title}: {row['kind']} {row['measure']} expected {row['expected']} stated {row['stated']} "
                  f"({row['verdict']}, at {row['stated_start']})")
    if "--unseen" in sys.argv:
        for g in holds:
            if g not in seen:
                print(f"  unseen: {g['kind']} {g['measure']} expected {g['expected']} stated {g['stated']} at {g['stated_start']}")


if __name__ == "__main__":
    main()
