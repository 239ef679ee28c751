#!/usr/bin/env python3
"""Times `cine classify` and classify_pytorch.py on the same scans, in turns, start-up included.

    compare_classify.py CINE PYTHON MODEL FOLDER COUNT ENDING [--rounds 3] [--threads 2] [--batch 16]

Prints a JSON line for each run (wall and CPU seconds, peak memory of the largest process) and one with medians, the ratio, and the greatest
difference between the two programs' probabilities.
"""
import argparse, csv, json, os, statistics, subprocess, tempfile, time

parser = argparse.ArgumentParser()
for name in ("cine", "python", "model", "folder"): parser.add_argument(name)
parser.add_argument("count", type=int); parser.add_argument("ending")
parser.add_argument("--rounds", type=int, default=3); parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch", type=int, default=16)
options = parser.parse_args()
here = os.path.dirname(os.path.abspath(__file__))


def measured(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status: raise SystemExit(f"{command[0]} ended with {status}")
    return {"wall_s": round(time.monotonic() - start, 3), "cpu_s": round(usage.ru_utime + usage.ru_stime, 3),
            "peak_mb": usage.ru_maxrss // 1024}


def probabilities(path):
    rows = list(csv.DictReader(open(path)))
    columns = [c for c in rows[0] if c.startswith("p_")]
    return {r["file"]: [float(r[c]) for c in columns] for r in rows}


with tempfile.TemporaryDirectory() as folder:
    files = sorted(os.path.join(d, f) for d, _, names in os.walk(options.folder) for f in names if f.endswith(options.ending))
    files = files[:options.count]
    listed = os.path.join(folder, "list.txt")
    open(listed, "w").write("".join(f + "\n" for f in files))
    tables = {name: os.path.join(folder, name + ".csv") for name in ("cine", "pytorch")}
    commands = {
        "cine": [options.cine, "classify", options.model, "--list", listed, "--out", tables["cine"], "--quiet",
                 "--threads", str(options.threads), "--batch", str(options.batch)],
        "pytorch": [options.python, os.path.join(here, "classify_pytorch.py"), options.model, listed, tables["pytorch"],
                    "--threads", str(options.threads), "--batch", str(options.batch)],
    }
    runs = {name: [] for name in commands}
    for _ in range(options.rounds):
        for name, command in commands.items():
            if os.path.exists(tables[name]): os.remove(tables[name])
            runs[name].append(measured(command))
            print(json.dumps({"impl": name, "scans": len(files), **runs[name][-1]}), flush=True)
    ours, theirs = (probabilities(tables[n]) for n in ("cine", "pytorch"))
    difference = max(abs(a - b) for f in files for a, b in zip(ours[f], theirs[f]))
    medians = {n: statistics.median(r["wall_s"] for r in runs[n]) for n in runs}
    print(json.dumps({"median_wall_s": medians, "ratio": round(medians["pytorch"] / medians["cine"], 2), "greatest_difference": difference}))
