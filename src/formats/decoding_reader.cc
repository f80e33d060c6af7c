// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/decoding_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/encodings.h"

namespace broadsheet::formats {

namespace {

constexpr std::string_view kDeclaration = "<?xml";
// An honest declaration has 60 bytes. What is longer goes to the reader as it is, which will refuse it.
constexpr std::size_t kDeclarationBytesMax = 1024;

class DecodingReader final : public Reader {
 public:
  explicit DecodingReader(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}

  Result<void> feed(std::string_view bytes, RecordSink& sink) override {
    if (decoder_) return feed_decoded(bytes, sink);
    if (begun_) return reader_->feed(bytes, sink);
    if (head_.empty() && bytes.size() >= text::kUtf16MarkBytes) return begin(bytes, sink);
    head_ += bytes;
    if (head_.size() < text::kUtf16MarkBytes) return {};
    return begin(std::exchange(head_, {}), sink);
  }

  Result<void> finish(RecordSink& sink) override {
    if (!begun_) TRY_VOID(begin(std::exchange(head_, {}), sink));
    if (decoder_) {
      decoder_->finish(pending_);
      TRY_VOID(hand_on(sink));
    }
    return reader_->finish(sink);
  }

 private:
  Result<void> begin(std::string_view bytes, RecordSink& sink) {
    begun_ = true;
    const auto order = text::utf16_order(bytes);
    if (!order) return bytes.empty() ? Result<void>() : reader_->feed(bytes, sink);
    decoder_.emplace(*order);
    return feed_decoded(bytes, sink);
  }

  Result<void> feed_decoded(std::string_view bytes, RecordSink& sink) {
    decoder_->decode(bytes, pending_);
    if (!declaration_done_ && !blank_declaration()) return {};
    return hand_on(sink);
  }

  // False while a declaration may still go on.
  bool blank_declaration() {
    const std::size_t compared = std::min(pending_.size(), kDeclaration.size());
    if (pending_.compare(0, compared, kDeclaration, 0, compared) == 0) {
      const std::size_t end = pending_.find("?>");
      if (end == std::string::npos && pending_.size() < kDeclarationBytesMax) return false;
      if (end < kDeclarationBytesMax) std::fill_n(pending_.begin(), end + 2, ' ');
    }
    declaration_done_ = true;
    return true;
  }

  Result<void> hand_on(RecordSink& sink) {
    Result<void> fed = pending_.empty() ? Result<void>() : reader_->feed(pending_, sink);
    pending_.clear();
    return fed;
  }

  std::unique_ptr<Reader> reader_;
  std::string head_;  // the first bytes, until they tell the encoding
  bool begun_ = false;
  std::optional<text::Utf16Decoder> decoder_;
  std::string pending_;  // in UTF-8, not handed on yet
  bool declaration_done_ = false;
};

}  // namespace

std::unique_ptr<Reader> make_decoding_reader(std::unique_ptr<Reader> reader) {
  return std::make_unique<DecodingReader>(std::move(reader));
}

std::string_view decoded_head(std::string_view head, std::string& decoded) {
  const auto order = text::utf16_order(head);
  if (!order) return head;
  text::Utf16Decoder(*order).decode(head, decoded);
  return decoded;
}

}  // namespace broadsheet::formats
