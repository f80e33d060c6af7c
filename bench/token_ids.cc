// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The token numbers of texts, for tests/encode to compare with those of the reference tokenizer.
//
//   token_ids VOCABULARY TOKENS_MAX < texts > numbers
//
// A text is a line that holds its bytes in hexadecimal, so that any bytes can be asked about.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "encode/word_piece.h"

namespace {

int digit(char c) {
  return c <= '9' ? c - '0' : c - 'a' + 10;
}

std::string bytes_of(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace broadsheet::encode;
  if (argc != 3) {
    std::cerr << "usage: token_ids VOCABULARY TOKENS_MAX < texts\n";
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const auto pieces = WordPiece::from_vocabulary(
      std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()));
  if (!pieces.ok()) {
    std::cerr << "token_ids: " << pieces.error().message() << "\n";
    return 1;
  }
  const auto tokens_max = static_cast<std::size_t>(std::max(2, std::atoi(argv[2])));
  std::ios::sync_with_stdio(false);
  std::vector<TokenId> ids;
  for (std::string line; std::getline(std::cin, line);) {
    pieces.value().token_ids(bytes_of(line), tokens_max, ids);
    for (const TokenId id : ids) std::cout << id << ' ';
    std::cout << '\n';
  }
  return 0;
}
