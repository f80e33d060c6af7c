// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/reading.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "base/compress.h"
#include "base/digest.h"
#include "formats/limits.h"
#include "ingest/limits.h"
#include "ingest/recent_keys.h"
#include "ingest/sampler.h"
#include "papers/source_facts.h"

namespace broadsheet::ingest {
namespace {

using formats::Location;
using formats::SourceRecord;

// A record that waits for the first dictionary of its source.
struct Held {
  std::size_t file = 0;
  SourceRecord record;
  std::string raw;
  std::string facts;
  std::string format;
};

// 0 if the writing half ended before it answered.
std::uint32_t number_from(std::future<std::uint32_t>& number) {
  try {
    return number.get();
  } catch (const std::future_error&) {
    return 0;
  }
}

// Receives what readers find, prepares it and sends it on in batches.
class Preparing : public formats::RecordSink {
 public:
  Preparing(const Options& options, store::Record* record, Shared& shared)
      : options_(options), record_(record), shared_(shared) {}

  void begin_file(std::size_t file, formats::Format format, const Part* part) {
    file_ = file;
    stated_ = part != nullptr && is_undated(format) ? part->stated : std::nullopt;
    format_ = formats::format_name(format);
    send(file, FileFormat{format});
  }

  void on_record(SourceRecord&& record, std::string_view raw, Location) override {
    if (!record.stated) record.stated = stated_;
    papers::encode_source_facts(record, facts_);
    if (is_unchanged(record, raw)) {
      send(file_, UnchangedRecord{});
      return;
    }
    changed_.add(key_hash(record));
    Source& source = source_of(record.source);
    if (source.sampler) {
      source.sampler->add(store::PayloadPacker::sample(raw, facts_));
      if (source.waiting) {
        source.held_bytes += raw.size() + facts_.size();
        source.held.push_back({file_, std::move(record), std::string(raw), facts_, format_});
        if (source.sampler->seen() >= kFirstTraining || source.held_bytes >= kHeldBytesMax) {
          train(source);
          source.waiting = false;
          release(source);
        }
        return;
      }
      if (source.sampler->seen() == kSecondTraining) {
        train(source);
        source.sampler.reset();
      }
    }
    send(file_, preparer_.prepare(std::move(record), raw, facts_, format_));
  }

  void on_votes(formats::VoteObservation&& votes, Location) override { send(file_, std::move(votes)); }
  void on_reject(formats::Reject&& reject) override { send(file_, std::move(reject)); }
  void on_note(std::string&& note) override { send(file_, FileNote{std::move(note)}); }
  void on_next_page(std::string&& how) override {
    if (!options_.follows_lists) RecordSink::on_next_page(std::move(how));
  }
  bool stopped() const override {
    return gone_ || (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed));
  }

  void reject_file(std::size_t file, std::string reason) {
    send(file, formats::Reject{{}, "", std::move(reason)});
  }

  // Behind end_file(): the part's last record is on its way.
  void end_part(std::size_t file, const Part& part) {
    send(file, PartEnd{&part});
    flush();
  }

  // Sends all that waits: at the end of each file, so that small files are not held back by large
  // ones. Those records do without a dictionary; the samples of their source go on being collected.
  void end_file() {
    for (auto& [name, source] : sources_) release(source);
    flush();
  }

 private:
  struct Source {
    std::string name;
    std::unique_ptr<Sampler> sampler;  // while a dictionary is still to be trained
    bool waiting = false;              // for the first one
    std::vector<Held> held;
    std::size_t held_bytes = 0;
  };

  // Formats whose records do not say when they were true.
  static bool is_undated(formats::Format format) {
    return format == formats::Format::kSemanticScholar || format == formats::Format::kSemanticScholarDeleted;
  }

  static std::uint64_t key_hash(const SourceRecord& record) {
    return hash64(record.key, hash64(record.source));
  }

  // What the record holds tells nothing about a key whose change is still on its way to the writer.
  bool is_unchanged(const SourceRecord& record, std::string_view raw) {
    if (record_ == nullptr || changed_.contains(key_hash(record))) return false;
    const auto sound =
        record_->has_sound(record.source, record.key, papers::content_hash_of(facts_, raw), record.deleted);
    return sound.ok() && sound.value();
  }

  Source& source_of(const std::string& name) {
    const auto [at, added] = sources_.try_emplace(name);
    Source& source = at->second;
    if (!added) return source;
    source.name = name;
    std::optional<store::Dictionary> dictionary;
    if (record_ != nullptr) {
      if (auto known = record_->newest_dictionary(name); known.ok()) dictionary = std::move(known).value();
    }
    if (dictionary) {
      preparer_.use_dictionary(*dictionary);
    } else {
      source.sampler = std::make_unique<Sampler>();
      source.waiting = true;
    }
    return source;
  }

  // Trains a dictionary of what was seen so far, has it kept, and uses it from now on.
  void train(Source& source) {
    auto trained = train_zstd_dictionary(source.sampler->samples(), kDictionaryBytes);
    if (!trained.ok()) return;  // too few or too much alike: each text stays on its own
    TrainedDictionary keeping{source.name, trained.value(), {}};
    std::future<std::uint32_t> number = keeping.number.get_future();
    send(file_, std::move(keeping));
    flush();
    if (gone_) return;
    const store::Dictionary dictionary{number_from(number), source.name, std::move(trained).value()};
    if (dictionary.number != 0) preparer_.use_dictionary(dictionary);
  }

  void release(Source& source) {
    for (Held& held : source.held) {
      send(held.file, preparer_.prepare(std::move(held.record), held.raw, held.facts, held.format));
    }
    source.held = std::vector<Held>();
    source.held_bytes = 0;
  }

  template <typename What>
  void send(std::size_t file, What&& what) {
    if constexpr (std::is_same_v<std::decay_t<What>, papers::PreparedRecord>) {
      batch_bytes_ += what.payload.size() + what.packed_view.size() + what.record.abstract.size() +
                      what.view.abstract.size();
    }
    batch_.push_back({file, std::forward<What>(what)});
    if (batch_.size() >= kBatchItems || batch_bytes_ >= kBatchBytes) flush();
  }

  void flush() {
    if (batch_.empty()) return;
    if (!shared_.queue.push(std::move(batch_))) gone_ = true;
    batch_ = Batch();
    batch_bytes_ = 0;
  }

  const Options& options_;
  store::Record* record_;
  Shared& shared_;
  papers::RecordPreparer preparer_;
  std::map<std::string, Source, std::less<>> sources_;
  std::string facts_;
  RecentKeys changed_;  // whose change is on its way; a collision only costs the shortcut
  std::string format_;
  std::optional<Day> stated_;  // of the part that is read, for records that do not say it themselves
  std::size_t file_ = 0;
  Batch batch_;
  std::size_t batch_bytes_ = 0;
  bool gone_ = false;  // the writing half ended early
};

// Fills `piece` as far as the source has bytes, so that recognition sees enough.
Result<std::size_t> read_full(ByteSource& source, std::span<char> piece) {
  std::size_t size = 0;
  while (size < piece.size()) {
    TRY(const std::size_t got, source.read(piece.subspan(size)));
    if (got == 0) break;
    size += got;
  }
  return size;
}

// Reads one open file to its end. Errors are what makes the rest of it unreadable.
Result<void> read_pieces(DecompressingSource& source, const InputFile& input, std::size_t file,
                         std::uint64_t bytes_before, const Options& options, Shared& shared,
                         Preparing& sink) {
  std::string piece(kPieceBytes, '\0');
  // A stream that is cut within its first piece still gives what it has: the error comes again.
  std::size_t size = 0;
  Result<void> trouble;
  while (size < piece.size()) {
    const Result<std::size_t> got = source.read(std::span(piece).subspan(size));
    if (!got.ok()) trouble = got.error();
    if (!got.ok() || got.value() == 0) break;
    size += got.value();
  }
  const std::string_view head(piece.data(), size);
  std::optional<formats::Format> known = input.part ? input.part->format : std::nullopt;
  if (!known) known = options.format;
  const formats::Format format = known ? *known : formats::recognise(head);
  sink.begin_file(file, format, input.part.get());
  if (size == 0 && trouble.ok()) {
    sink.on_note("an empty file");
    return {};
  }
  if (format == formats::Format::kUnknown) {
    if (!trouble.ok()) return trouble;
    return Error(ErrorCode::kUnsupported, "no known format");
  }
  const auto reader = formats::make_reader(format, {options.as_of});
  while (size > 0 && !sink.stopped()) {
    TRY_VOID(reader->feed(std::string_view(piece.data(), size), sink));
    shared.bytes_done.store(bytes_before + source.bytes_taken(), std::memory_order_relaxed);
    if (!trouble.ok()) return trouble;
    TRY(size, read_full(source, piece));
  }
  if (sink.stopped()) return {};
  return reader->finish(sink);
}

Result<void> read_file_into(const InputFile& input, std::size_t file, std::uint64_t bytes_before,
                            const Options& options, Shared& shared, Preparing& sink) {
  std::unique_ptr<ByteSource> bytes;
  if (input.content) {
    bytes = source_of(*input.content);
  } else {
    TRY(bytes, open_byte_source(input.path));
  }
  DecompressingSource source(std::move(bytes), input.content ? kPageUnpackedBytesMax : kFileBytesMax);
  return read_pieces(source, input, file, bytes_before, options, shared, sink);
}

}  // namespace

Shared::Shared() : queue(kBatchesWaitingMax) {}

void read_files(const std::vector<InputFile>& files, const Options& options, store::Record* record,
                Shared& shared) {
  Preparing sink(options, record, shared);
  std::uint64_t bytes_before = 0;
  for (std::size_t file = 0; file < files.size() && !sink.stopped(); ++file) {
    if (files[file].news) continue;
    shared.file_now.store(file, std::memory_order_relaxed);
    const Result<void> read = read_file_into(files[file], file, bytes_before, options, shared, sink);
    if (!read.ok()) sink.reject_file(file, read.error().message());
    sink.end_file();
    if (files[file].part && read.ok() && !sink.stopped()) sink.end_part(file, *files[file].part);
    bytes_before += files[file].bytes;
    shared.bytes_done.store(bytes_before, std::memory_order_relaxed);
  }
  shared.queue.close();
}

}  // namespace broadsheet::ingest
