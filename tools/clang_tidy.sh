#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# clang-tidy over the sources. A file that passed is remembered by a hash of itself, of all our headers
# and of the configuration, so that a second run only looks at what changed.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f build/compile_commands.json ] || { echo "configure first: make build" >&2; exit 1; }
passed=build/tidy-passed
mkdir -p "$passed"
headers=$(git ls-files 'src/*.h' .clang-tidy | xargs cat | sha256sum | cut -c1-16)

check_file() {
  key=$(sha256sum "$1" | cut -c1-24)-$headers
  if [ -e "$passed/$key" ]; then return 0; fi
  if output=$(clang-tidy-14 --quiet -p build --warnings-as-errors='*' "$1" 2>&1); then
    touch "$passed/$key"
  else
    printf '%s\n' "$output" | grep -E 'error|warning|note' || printf '%s\n' "$output"
    return 1
  fi
}
export -f check_file
export passed headers
files=$(git ls-files 'src/*.cc' | grep -v '_test\.cc$')
printf '%s\n' "$files" | xargs -P "$(nproc)" -I{} bash -c 'check_file {}'
echo "clang-tidy: $(printf '%s\n' "$files" | wc -l) files clean"
