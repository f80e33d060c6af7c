#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# first_run.sh BROADSHEET DATA: loads the sample into an empty data folder (once) and shows what the
# program does with it.
set -eu
broadsheet=$1
data=$2
say() { printf '\n\033[2m$ broadsheet %s\033[0m\n' "$*"; }

mkdir -p "$(dirname "$data")"
if [ ! -f "$data/record.db" ]; then
  say "ingest sample/"
  "$broadsheet" --data "$data" ingest sample/*.jsonl*
fi
say "day"
"$broadsheet" --data "$data" day -n 10
say "search \"language model reasoning\" -n 5"
"$broadsheet" --data "$data" search "language model reasoning" -n 5
cat <<TEXT

These are the papers of the sample, in $data. Next:
  build/broadsheet --help                     every command, with examples
  build/broadsheet --data $data search "your words"
  build/broadsheet ingest FILE...             your own collection, in your own data folder
TEXT
