#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# fuzz.sh BUILD SECONDS: runs each fuzz target that long on its corpus; a finding stops the run and
# leaves its input in BUILD/findings/, to be kept in fuzz/corpus/ with the fix.
set -euo pipefail
build=$1
seconds=$2
mkdir -p "$build/findings"

run_target() {
  target=$1
  name=$(basename "$target" _fuzz)
  scratch=$build/fuzz-scratch/$name
  mkdir -p "$scratch"
  echo "fuzz $name for $seconds s"
  if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -verbosity=0 \
    -artifact_prefix="$build/findings/$name-" "$scratch" "fuzz/corpus/$name" >"$build/fuzz-$name.log" 2>&1; then
    tail -n 40 "$build/fuzz-$name.log"
    echo "fuzz $name: a finding, see $build/findings/" >&2
    return 1
  fi
}
export -f run_target
export build seconds
find "$build/fuzz" -maxdepth 1 -name '*_fuzz' -type f | sort | xargs -P "$(nproc)" -I{} bash -c 'run_target {}'
