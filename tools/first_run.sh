#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# first_run.sh BROADSHEET DATA [LISTEN]: the sample in a data folder, and a server that shows it until Ctrl-C.
set -eu
broadsheet=$1
data=$2
listen=${3:-127.0.0.1:8370}

mkdir -p "$(dirname "$data")"
# What is there already is unchanged, so this also mends a first run that was cut short.
"$broadsheet" --data "$data" ingest sample/*.jsonl*
tools/fetch_model.sh "$broadsheet" "$data"
cat <<TEXT

  http://$listen/papers             today's papers; Ctrl-C ends it
  HF_ENDPOINT=http://$listen hf papers ls          the public client, unchanged
  build/broadsheet --data $data search "your words"    the same papers in the terminal
  build/broadsheet --help                              every command, with examples

TEXT
exec "$broadsheet" --data "$data" serve --listen "$listen"
