#!/usr/bin/env bash
# Renews what the program's own output is compared with: output/ (the run over corpus/), tests/snapshots/, the tables of
# columns in docs/tables.md, the example in docs/facts.md, and the README's tables. Read the differences before they are committed: git diff output tests/snapshots README.md
set -euo pipefail
cd "$(dirname "$0")/.."
cargo run --quiet --bin extract -- corpus -o output --lexicons lexicons
INSTA_UPDATE=always INSTA_FORCE_PASS=1 cargo test --quiet --test all snapshots::
RENEW_DOCS=1 cargo test --quiet --test all -- schema:: docs::
cargo test --quiet --test all gold:: -- --nocapture --test-threads 1 | python3 tools/readme.py
git diff --stat -- output tests/snapshots docs README.md
