"""Picks a small part of generated cases, for the tests that run at every build.

usage: sample.py CASES OUT [--per-file N] [--results FILE]

The N smallest cases of every file and kind, and the whole semantics suite. FILE is what `conformance CASES --json FILE`
wrote: cases that failed there, on the bundled libtorch, are left out.
"""
import argparse, glob, json, os

ap = argparse.ArgumentParser()
ap.add_argument("cases")
ap.add_argument("out")
ap.add_argument("--per-file", type=int, default=1)
ap.add_argument("--results")
a = ap.parse_args()
failed = set()
if a.results:
    for verdict in json.load(open(a.results, encoding="utf-8")):
        if verdict["outcome"] == "FAILED" and verdict["suite"] != "semantics/semantics":
            failed.add((verdict["suite"], verdict["id"]))


def entries(case):
    """the entries of the tensor table that have bytes"""
    for e in case["tensors"]:
        if e.get("layout"):
            yield e["indices"]
            yield e["values"]
        elif not e.get("uninitialized"):
            yield e


def pick(path):
    kinds = {}
    for line in open(path, encoding="utf-8"):
        case = json.loads(line)
        if (os.path.relpath(path, a.cases)[:-6].replace(os.sep, "/"), case["id"]) in failed:
            continue
        kinds.setdefault(case["kind"], []).append((len(line) + sum(e["nbytes"] for e in entries(case)), case["id"], case))
    whole = os.path.basename(path) == "semantics.jsonl"
    return [c for k in kinds.values() for _, _, c in sorted(k, key=lambda x: x[:2])[: None if whole else a.per_file]]


suites = {}
for path in sorted(glob.glob(os.path.join(a.cases, "**", "*.jsonl"), recursive=True)):
    suites.setdefault(os.path.basename(os.path.dirname(path)), []).append(path)
for suite, paths in suites.items():
    os.makedirs(os.path.join(a.out, suite), exist_ok=True)
    blob, seen = bytearray(), {}
    with open(os.path.join(a.out, suite, "sample.jsonl"), "w", encoding="utf-8") as out:
        for path in paths:
            data = open(path[:-6] + ".bin", "rb").read()
            for case in pick(path):
                for e in entries(case):
                    b = data[e["offset"]: e["offset"] + e["nbytes"]]
                    if b not in seen:
                        blob += b"\0" * (-len(blob) % 16)
                        seen[b] = len(blob)
                        blob += b
                    e["offset"] = seen[b]
                out.write(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n")
    open(os.path.join(a.out, suite, "sample.bin"), "wb").write(blob)
