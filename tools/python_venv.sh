#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# python_venv.sh FOLDER REQUIREMENTS: a virtual environment with exactly these packages, made once
# and made again when the list changes.
set -eu
folder=$1
requirements=$2
stamp=$folder/requirements.txt
if [ -f "$stamp" ] && cmp -s "$requirements" "$stamp"; then exit 0; fi
python3 -m venv --clear "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check -r "$requirements"
cp "$requirements" "$stamp"
