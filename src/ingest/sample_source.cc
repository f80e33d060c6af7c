// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/sample_source.h"

#include <utility>

#include "formats/limits.h"
#include "ingest/protocol.h"

namespace broadsheet::ingest {
namespace {

class Counting : public formats::RecordSink {
 public:
  explicit Counting(Sample& sample) : sample_(sample) {}
  void on_record(formats::SourceRecord&& record, std::string_view, formats::Location) override {
    if (sample_.records++ == 0) sample_.first_title = std::move(record.title);
  }
  void on_votes(formats::VoteObservation&&, formats::Location) override { ++sample_.records; }
  void on_reject(formats::Reject&&) override { ++sample_.rejected; }
  void on_note(std::string&&) override {}
  bool stopped() const override { return false; }

 private:
  Sample& sample_;
};

}  // namespace

Result<Sample> sample_source(const std::string& data_folder, const HarvestTarget& target,
                             const HarvestOptions& options) {
  const auto protocol = make_protocol(target);
  HarvestState state;
  protocol->begin(state, today_of(options));
  TRY(const auto asking, Asking::make(asking_options(data_folder, options)));
  PageMeaning meaning;
  const auto read = [&](const http::Fetched& got) -> Result<void> {
    HarvestState after = state;
    TRY(meaning, protocol->read(got, after));
    return {};
  };
  TRY(const http::Fetched answer, asking->ask(protocol->next(state), read));
  if (!meaning.refusal.empty()) return Error(ErrorCode::kInvalid, std::move(meaning.refusal));
  const formats::Format format = protocol->format().value_or(formats::recognise(answer.body));
  Sample sample{
      .records = 0, .rejected = 0, .format = std::string(formats::format_name(format)), .first_title = {}};
  Counting sink(sample);
  const auto reader = formats::make_reader(format, {});
  if (reader == nullptr) return sample;
  TRY_VOID(reader->feed(answer.body, sink));
  TRY_VOID(reader->finish(sink));
  return sample;
}

}  // namespace broadsheet::ingest
