// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "index/votes.h"

#include <algorithm>

#include "base/bytes.h"

namespace broadsheet::index {

Votes::Votes(const std::map<PaperNumber, std::int32_t>& counts) {
  for (const auto& [key, count] : counts) {
    CHECK(count != 0);
    keys_.push_back(key.value());
    counts_.push_back(count);
  }
}

std::int32_t Votes::count(PaperNumber key) const {
  const auto at = std::lower_bound(keys_.begin(), keys_.end(), key.value());
  if (at == keys_.end() || *at != key.value()) return 0;
  return counts_[static_cast<std::size_t>(at - keys_.begin())];
}

std::map<PaperNumber, std::int32_t> Votes::all() const {
  std::map<PaperNumber, std::int32_t> counts;
  for (std::size_t i = 0; i < keys_.size(); ++i) counts.emplace_hint(counts.end(), keys_[i], counts_[i]);
  return counts;
}

Result<WrittenFile> Votes::write(const std::string& path) const {
  TRY(SectionFileWriter writer, SectionFileWriter::create(path, kVotesKind, kVotesVersion));
  writer.begin_section("keys");
  writer.append(keys_.data(), keys_.size() * sizeof(keys_[0]));
  writer.end_section();
  writer.begin_section("counts");
  writer.append(counts_.data(), counts_.size() * sizeof(counts_[0]));
  writer.end_section();
  WrittenFile written;
  TRY(written.size_bytes, writer.finish());
  written.identity = writer.identity();
  return written;
}

Result<std::shared_ptr<const Votes>> Votes::read(const std::string& path, std::uint64_t identity) {
  TRY(const std::unique_ptr<SectionFile> file, SectionFile::open(path, kVotesKind, kVotesVersion));
  TRY_VOID(file->verify_all());
  TRY(const Section keys, file->section("keys"));
  TRY(const Section counts, file->section("counts"));
  if (file->identity() != identity || keys.size() != counts.size() ||
      keys.size() % sizeof(std::uint32_t) != 0) {
    return Error(ErrorCode::kDamaged, path + ": these are not the votes that the manifest names");
  }
  auto votes = std::make_shared<Votes>();
  const std::size_t count = keys.size() / sizeof(std::uint32_t);
  const auto* key = reinterpret_cast<const std::uint32_t*>(keys.data());
  const auto* number = reinterpret_cast<const std::int32_t*>(counts.data());
  votes->keys_.assign(key, key + count);
  votes->counts_.assign(number, number + count);
  const bool ascending = std::adjacent_find(votes->keys_.begin(), votes->keys_.end(),
                                            std::greater_equal<>()) == votes->keys_.end();
  if (!ascending) return Error(ErrorCode::kDamaged, path + ": the keys do not ascend");
  return std::shared_ptr<const Votes>(std::move(votes));
}

}  // namespace broadsheet::index
