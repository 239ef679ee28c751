#!/bin/sh
# The comparison of search strategies in docs/reference/results.md: each point of a space trained once, then replayed.
#
#     docs/reference/results/replay_study.sh adrenal DATA OUT
#     docs/reference/results/replay_study.sh pneumoniamnist DATA OUT
#
# The table takes about 10 minutes on one thread and can be interrupted; the same command goes on. The strategies' winners
# are then judged on three folds, each different one once. Adrenal's folds are those of the published training part (which
# holds the split that chose them), and the folds' ensemble is judged on the published validation part, which nothing has seen.
set -eu
name=$1 data=$2 out=$3
here=$(dirname "$0")
pipeline=$here/../../../pipelines/search-$name.yaml
cine=${CINE:-$here/../../../.build/release/cine}

"$cine" search "$pipeline" --data "$data" --out "$out/table" --threads 1
cp "$out/table/search.csv" "$here/table-$name.csv"
"$cine" search "$pipeline" --set search.strategy=random --set search.budget=40 \
    --replay "$here/table-$name.csv" --seeds 20 --out "$out/replay"
for winner in "$out"/replay/winners/*.yaml; do
    strategy=$(basename "$winner" .yaml)
    sum=$(cksum < "$winner" | tr -d ' ')
    echo "$strategy: judged-$sum"
    [ -d "$out/judged-$sum" ] || "$cine" validate "$winner" --data "$data" --threads 1 --quiet --out "$out/judged-$sum" |
        sed -n "s/^ *\(.*auroc\) */  \1 /p"              # the folds' together and one by one, then the validation part's
done
