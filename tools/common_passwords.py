#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Makes src/papers/common_passwords.cc from a list of passwords, the most used first, a word a line.

    python3 tools/common_passwords.py passwords.txt > src/papers/common_passwords.cc

The one in the repository is of zxcvbn's data/passwords.txt (Dropbox, counted in leaked lists by Xato). Of the words
only hashes are kept: nobody wants to read them.
"""

import hashlib
import sys

LONG_ENOUGH, KEPT, A_LINE = 8, 3000, 8

HEAD = '''// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/common_passwords.h"

#include <algorithm>
#include <cstdint>

#include "base/digest.h"

namespace broadsheet::papers {
namespace {

// Made by tools/common_passwords.py: the first 32 bits of the SHA-256 of each, ascending.
constexpr std::uint32_t kHashes[] = {
'''
TAIL = '''};

}  // namespace

bool is_common_password(std::string_view lower) {
  const Sha256 hash = sha256(lower);
  std::uint32_t first = 0;
  for (std::size_t i = 0; i < sizeof first; ++i) first = first << 8 | hash[i];
  return std::ranges::binary_search(kHashes, first);
}

}  // namespace broadsheet::papers
'''


def main():
    words = [line.split()[0] for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
    words = [word for word in words if len(word.encode()) >= LONG_ENOUGH][:KEPT]
    hashes = sorted({hashlib.sha256(word.encode()).hexdigest()[:8] for word in words})
    print(HEAD, end="")
    for at in range(0, len(hashes), A_LINE):
        print("    " + " ".join(f"0x{one}," for one in hashes[at:at + A_LINE]))
    print(TAIL, end="")


if __name__ == "__main__":
    main()
