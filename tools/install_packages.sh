#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# install_packages.sh KIND...: installs the packages of tools/packages.txt of these kinds that are
# missing, and nothing else. As root or with sudo; where neither can be had it says which line to type.
set -eu
list=$(dirname "$0")/packages.txt

missing=""
for kind in "$@"; do
  for package in $(sed -n "s/^$kind //p" "$list"); do
    status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
  done
done
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  sudo=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  sudo="sudo"
else
  echo "These Debian packages are missing and cannot be installed from here. Please type:" >&2
  echo "  sudo apt-get update && sudo $install" >&2
  exit 1
fi
echo "installing:$missing" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive $install; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "The packages could not be installed. Please type:" >&2
  echo "  sudo apt-get update && sudo $install" >&2
  exit 1
fi
