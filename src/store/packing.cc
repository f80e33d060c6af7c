// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Packed texts: what papers and source records consist of, compressed with a dictionary that was
// trained on texts of the same kind, behind a checksum that SQLite's pages do not have.

#include <utility>

#include "base/bytes.h"
#include "base/digest.h"
#include "store/limits.h"
#include "store/paper_codec.h"
#include "store/record.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

// The fastest level: with a dictionary, higher ones gain 5 % and cost three times the time.
constexpr int kLevel = 1;

std::string_view bytes_of(const std::optional<Dictionary>& dictionary) {
  return dictionary ? std::string_view(dictionary->bytes) : std::string_view();
}

void join_payload(std::string_view raw, std::string_view facts, std::string& to) {
  to.clear();
  append_varint(to, raw.size());
  to.append(raw).append(facts);
}

}  // namespace

void pack_bytes(ZstdCompressor& compressor, std::string_view bytes, std::string& to) {
  compressor.compress(bytes, to);
  append_bytes(to, crc32c(to.data(), to.size()));
}

Result<std::string_view> check_packed(std::string_view packed) {
  if (packed.size() < sizeof(std::uint32_t)) return Error(ErrorCode::kDamaged, "a packed text is cut");
  const std::string_view frame = packed.substr(0, packed.size() - sizeof(std::uint32_t));
  if (crc32c(frame.data(), frame.size()) != load<std::uint32_t>(frame.data() + frame.size())) {
    return Error(ErrorCode::kDamaged, "the checksum of a packed text does not hold");
  }
  return frame;
}

Result<void> RecordState::unpack(std::string_view packed, std::uint32_t dictionary, std::string& to) {
  TRY(const std::string_view frame, check_packed(packed));
  auto found = decompressors.find(dictionary);
  if (found == decompressors.end()) {
    std::string bytes;
    if (dictionary != 0) {
      TRY(Statement statement, connection->prepare("SELECT bytes FROM dictionaries WHERE dictionary = ?1"));
      TRY(const bool row, statement.bind(1, std::int64_t{dictionary}).step());
      if (!row) return Error(ErrorCode::kDamaged, "a dictionary of packed texts is missing");
      bytes = statement.column_blob(0);
    }
    found = decompressors.emplace(dictionary, ZstdDecompressor(bytes)).first;
  }
  return found->second.decompress(frame, kUnpackedBytesMax, to);
}

// ----------------------------------------------------------------------------------- PaperPacker

struct PaperPacker::State {
  std::uint32_t dictionary = 0;
  ZstdCompressor compressor;
  std::string body;
};

PaperPacker::PaperPacker(const std::optional<Dictionary>& dictionary)
    : state_(
          new State{dictionary ? dictionary->number : 0, ZstdCompressor(kLevel, bytes_of(dictionary)), {}}) {}
PaperPacker::~PaperPacker() = default;
PaperPacker::PaperPacker(PaperPacker&&) noexcept = default;
PaperPacker& PaperPacker::operator=(PaperPacker&&) noexcept = default;

void PaperPacker::pack(const PaperView& view, std::string& to) {
  encode_paper_body(view, state_->body);
  pack_bytes(state_->compressor, state_->body, to);
}

std::uint32_t PaperPacker::dictionary() const {
  return state_->dictionary;
}

// --------------------------------------------------------------------------------- PayloadPacker

struct PayloadPacker::State {
  std::uint32_t dictionary = 0;
  ZstdCompressor compressor;
  std::string joined;
};

PayloadPacker::PayloadPacker(const std::optional<Dictionary>& dictionary)
    : state_(
          new State{dictionary ? dictionary->number : 0, ZstdCompressor(kLevel, bytes_of(dictionary)), {}}) {}
PayloadPacker::~PayloadPacker() = default;
PayloadPacker::PayloadPacker(PayloadPacker&&) noexcept = default;
PayloadPacker& PayloadPacker::operator=(PayloadPacker&&) noexcept = default;

void PayloadPacker::pack(std::string_view raw, std::string_view facts, std::string& to) {
  join_payload(raw, facts, state_->joined);
  pack_bytes(state_->compressor, state_->joined, to);
}

std::uint32_t PayloadPacker::dictionary() const {
  return state_->dictionary;
}

Result<void> read_payload(std::string_view unpacked, SourceRecordText& to) {
  ByteReader in(unpacked);
  to.raw = in.read_string();
  if (!in.ok()) return Error(ErrorCode::kDamaged, "its text is cut");
  to.facts = in.read_bytes(in.remaining());
  return {};
}

std::string PayloadPacker::sample(std::string_view raw, std::string_view facts) {
  std::string joined;
  join_payload(raw, facts, joined);
  return joined;
}

}  // namespace broadsheet::store
