// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Evidence as the record keeps it: flags, counts and hashes, about 100 bytes. docs/formats/record.md.

#include "base/bytes.h"
#include "papers/identity.h"
#include "papers/limits.h"

namespace broadsheet::papers {
namespace {

constexpr std::uint8_t kVersion = 1;

enum Flag : std::uint8_t { kHasId = 1, kHasAuthors = 2, kHasYear = 4, kHasFormer = 8 };

template <typename T>
void append_list(std::string& to, const std::vector<T>& values) {
  append_varint(to, values.size());
  for (const T value : values) append_bytes(to, value);
}

template <typename T>
std::vector<T> read_list(ByteReader& in) {
  const std::uint64_t size = in.read_varint();
  std::vector<T> values;
  if (size > in.remaining() / sizeof(T)) {
    (void)in.read_bytes(in.remaining() + 1);  // leaves the reader not ok
    return values;
  }
  values.reserve(static_cast<std::size_t>(size));
  for (std::uint64_t i = 0; i < size; ++i) values.push_back(in.read<T>());
  return values;
}

void append_ids(std::string& to, const std::vector<std::string>& ids) {
  append_varint(to, ids.size());
  for (const std::string& id : ids) {
    append_varint(to, id.size());
    to += id;
  }
}

std::vector<std::string> read_ids(ByteReader& in) {
  std::vector<std::string> ids;
  for (std::uint64_t left = in.read_varint(); left > 0 && in.ok(); --left) ids.emplace_back(in.read_string());
  return ids;
}

}  // namespace

std::string encode_evidence(const Evidence& evidence) {
  std::string bytes;
  append_bytes(bytes, kVersion);
  append_bytes(bytes, static_cast<std::uint8_t>(
                          (evidence.has_id ? kHasId : 0) | (evidence.authors ? kHasAuthors : 0) |
                          (evidence.year ? kHasYear : 0) | (evidence.former.empty() ? 0 : kHasFormer)));
  append_bytes(bytes, evidence.title);
  append_bytes(bytes, evidence.first_author);
  append_varint(bytes, evidence.authors.value_or(0));
  append_varint(bytes, static_cast<std::uint64_t>(evidence.year.value_or(0)));
  append_list(bytes, evidence.words);
  append_list(bytes, evidence.surnames);
  append_list(bytes, evidence.dois);
  append_ids(bytes, evidence.vouched);
  if (!evidence.former.empty()) append_ids(bytes, evidence.former);
  return bytes;
}

Result<Evidence> decode_evidence(std::string_view bytes) {
  ByteReader in(bytes);
  Evidence evidence;
  const auto version = in.read<std::uint8_t>();
  const auto flags = in.read<std::uint8_t>();
  evidence.has_id = (flags & kHasId) != 0;
  evidence.title = in.read<std::uint64_t>();
  evidence.first_author = in.read<std::uint32_t>();
  const auto authors = static_cast<std::uint32_t>(in.read_varint());
  if ((flags & kHasAuthors) != 0) evidence.authors = authors;
  const auto year = static_cast<int>(in.read_varint());
  if ((flags & kHasYear) != 0) evidence.year = year;
  evidence.words = read_list<std::uint32_t>(in);
  evidence.surnames = read_list<std::uint32_t>(in);
  evidence.dois = read_list<std::uint64_t>(in);
  evidence.vouched = read_ids(in);
  if ((flags & kHasFormer) != 0) evidence.former = read_ids(in);
  if (!in.ok() || version != kVersion) {
    return Error(ErrorCode::kDamaged, "the evidence of a source record is cut");
  }
  return evidence;
}

}  // namespace broadsheet::papers
