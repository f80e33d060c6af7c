// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/history.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/digest.h"
#include "papers/component.h"
#include "papers/paper_view.h"
#include "papers/source_facts.h"
#include "text/readable.h"

namespace broadsheet::papers {
namespace {

using formats::AnnounceType;
using formats::SourceRecord;
using store::SourceRecordHead;

// What a source said of one record from a day on.
struct Word {
  Day day;
  std::uint64_t said = 0;
  SourceRecord facts;
};

// --------------------------------------------------------------------------- reading the record

// Everything that was said of one record, by day. What the record holds without a text says what it says now.
Result<std::vector<Word>> words_of(store::Record& record, const SourceRecordHead& head,
                                   const SourceRecord& present) {
  std::vector<Word> words;
  TRY(const std::vector<store::EarlierRecord> earlier, record.earlier_records(head.source, head.key));
  const std::uint64_t now = said_by(present);
  std::optional<Day> since = as_of(present);
  for (const store::EarlierRecord& one : earlier) {
    if (one.said == now) {
      if (!since || one.day < *since) since = one.day;
      continue;
    }
    if (one.facts.empty()) continue;
    Result<SourceRecord> facts = decode_source_facts(one.facts);
    if (facts.ok()) words.push_back({one.day, one.said, std::move(facts).value()});
  }
  if (since) words.push_back({*since, now, present});
  std::sort(words.begin(), words.end(), [](const Word& one, const Word& other) {
    return std::tie(one.day, one.said) < std::tie(other.day, other.said);
  });
  return words;
}

// ------------------------------------------------------------------------------ what has changed

void add_change(std::vector<FieldChange>& changes, std::string_view field,
                std::vector<text::DiffPiece> pieces) {
  const bool differs = std::any_of(pieces.begin(), pieces.end(), [](const text::DiffPiece& piece) {
    return piece.kind != text::DiffKind::kSame;
  });
  if (differs) changes.push_back({field, std::move(pieces)});
}

void compare_texts(std::vector<FieldChange>& changes, std::string_view field, const std::string& before,
                   const std::string& after) {
  if (before.empty() || after.empty()) return;
  add_change(changes, field, text::diff_words(text::readable(before), text::readable(after)));
}

void compare_lists(std::vector<FieldChange>& changes, std::string_view field,
                   const std::vector<std::string>& before, const std::vector<std::string>& after) {
  if (!before.empty() && !after.empty()) add_change(changes, field, text::diff_lists(before, after));
}

// Formats of one archive write names in TeX or not; that is no change.
std::vector<std::string> readable_names(const std::vector<std::string>& names) {
  std::vector<std::string> readable;
  readable.reserve(names.size());
  for (const std::string& name : names) readable.push_back(text::readable(name));
  return readable;
}

// A field that one of them lacks was not changed by the authors: another format said less. Only a comment
// comes and goes.
std::vector<FieldChange> changes_between(const SourceRecord& before, const SourceRecord& after) {
  std::vector<FieldChange> changes;
  compare_texts(changes, "title", before.title, after.title);
  compare_texts(changes, "abstract", before.abstract, after.abstract);
  compare_lists(changes, "authors", readable_names(before.authors), readable_names(after.authors));
  compare_lists(changes, "categories", before.categories, after.categories);
  add_change(changes, "comment",
             text::diff_words(text::readable(before.comment), text::readable(after.comment)));
  return changes;
}

// ----------------------------------------------------------------------------- making the events

HistoryEvent event_on(std::optional<Day> day, EventKind kind, std::string_view source) {
  HistoryEvent event;
  event.day = day;
  event.kind = kind;
  event.source = source;
  return event;
}

class HistoryMaker {
 public:
  explicit HistoryMaker(const store::PaperView& paper) : paper_(paper) {}

  void add_record(std::vector<Word> words, const SourceRecord& present) {
    for (const Word& word : words) add_word(word.facts);
    add_word(present);
    // The lists of an archive repeat what its records say.
    if (present.announced) return;
    for (std::size_t i = 1; i < words.size(); ++i) {
      std::vector<FieldChange> changes = changes_between(words[i - 1].facts, words[i].facts);
      if (!changes.empty()) changes_.push_back({words[i], std::move(changes)});
    }
  }

  void add_withdrawal(const SourceRecordHead& head, std::optional<Day> day, std::string reason) {
    HistoryEvent event = event_on(day, EventKind::kWithdrawn, head.source);
    event.reason = std::move(reason);
    events_.push_back(std::move(event));
  }

  std::vector<HistoryEvent> finish() && {
    add_versions();
    for (auto& [word, changes] : changes_) place(word, std::move(changes));
    std::sort(events_.begin(), events_.end(), comes_before);
    return std::move(events_);
  }

 private:
  struct Changed {
    Word word;
    std::vector<FieldChange> changes;
  };

  static bool comes_before(const HistoryEvent& one, const HistoryEvent& other) {
    const bool no_day = !one.day;
    const bool other_no_day = !other.day;
    return std::tie(no_day, one.day, one.kind, one.source, one.version, one.announced) <
           std::tie(other_no_day, other.day, other.kind, other.source, other.version, other.announced);
  }

  void add_word(const SourceRecord& facts) {
    for (const formats::SourceVersion& version : facts.versions) {
      versions_[{facts.source, version.number}] = version.day;
    }
    if (facts.announced) {
      HistoryEvent event = event_on(facts.announced->day, EventKind::kAnnounced, facts.source);
      event.version = facts.announced->version;
      event.announced = facts.announced->type;
      add_once(std::move(event));
    }
    if (facts.featured) {
      add_once(event_on(facts.featured, EventKind::kFeatured, facts.source));
    }
  }

  void add_once(HistoryEvent event) {
    const bool known = std::any_of(events_.begin(), events_.end(), [&](const HistoryEvent& other) {
      return !comes_before(event, other) && !comes_before(other, event);
    });
    if (!known) events_.push_back(std::move(event));
  }

  // Those with a number, and the days of updates that no number is known for.
  void add_versions() {
    for (const auto& [which, day] : versions_) {
      HistoryEvent event = event_on(day, EventKind::kVersion, which.first);
      event.version = which.second;
      events_.push_back(std::move(event));
    }
    std::vector<Day> days = paper_.versions;
    if (paper_.updated) days.push_back(*paper_.updated);
    for (const Day day : days) {
      const bool has_number = std::any_of(versions_.begin(), versions_.end(),
                                          [&](const auto& version) { return version.second == day; });
      if (!has_number) events_.push_back(event_on(day, EventKind::kVersion, {}));
    }
  }

  // With the version that brought them, else as an update of their own.
  void place(const Word& word, std::vector<FieldChange>&& changes) {
    const Day day = word.facts.updated.value_or(word.day);
    const std::uint32_t number = word.facts.versions.empty() ? 0 : word.facts.versions.back().number;
    auto event = std::find_if(events_.begin(), events_.end(), [&](const HistoryEvent& other) {
      if (other.kind != EventKind::kVersion || !other.changes.empty()) return false;
      if (number != 0) return other.source == word.facts.source && other.version == number;
      return other.day == day && (other.source.empty() || other.source == word.facts.source);
    });
    if (event == events_.end()) {
      events_.push_back(event_on(word.day, EventKind::kVersion, word.facts.source));
      event = std::prev(events_.end());
    }
    if (event->source.empty()) event->source = word.facts.source;
    event->changes = std::move(changes);
  }

  const store::PaperView& paper_;
  std::map<std::pair<std::string, std::uint32_t>, Day> versions_;
  std::vector<Changed> changes_;
  std::vector<HistoryEvent> events_;
};

Result<void> add_record(store::Record& record, const SourceRecordHead& head, HistoryMaker& maker) {
  TRY(const std::optional<SourceRecord> present, facts_of(record, head));
  if (!present) return {};
  TRY(std::vector<Word> words, words_of(record, head, *present));
  maker.add_record(std::move(words), *present);
  if (head.deleted) {
    TRY(const std::optional<Day> day, record.withdrawn_on(head.source, head.key));
    maker.add_withdrawal(head, day, present->notice);
  }
  return {};
}

std::string_view announcement_words(AnnounceType type) {
  switch (type) {
    case AnnounceType::kNew:
      return "announced as new";
    case AnnounceType::kCross:
      return "announced in a further category";
    case AnnounceType::kReplace:
      return "announced as replaced";
    case AnnounceType::kReplaceCross:
      return "announced as replaced, in a further category";
  }
  return {};
}

std::string_view diff_name(text::DiffKind kind) {
  switch (kind) {
    case text::DiffKind::kSame:
      return "same";
    case text::DiffKind::kRemoved:
      return "removed";
    case text::DiffKind::kAdded:
      return "added";
  }
  return {};
}

void write_change(JsonWriter& json, const FieldChange& change) {
  json.begin_object().key("field").value(change.field).key("diff").begin_array();
  for (const text::DiffPiece& piece : change.pieces) {
    json.begin_object().key("type").value(diff_name(piece.kind));
    json.key("text").value(std::string_view(piece.text)).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

std::optional<Day> as_of(const SourceRecord& record) {
  std::optional<Day> day = record.updated;
  const auto also = [&](const std::optional<Day>& other) {
    if (other && (!day || *other > *day)) day = other;
  };
  also(record.stated);
  also(record.listed);
  if (record.announced) also(record.announced->day);
  if (record.votes) also(std::chrono::floor<std::chrono::days>(record.votes->observed_at));
  return day;
}

std::uint64_t said_by(const SourceRecord& record) {
  std::uint64_t hash = hash64(record.title);
  const auto add = [&](std::string_view text) { hash = hash64(text, hash); };
  add(record.abstract);
  add(record.comment);
  for (const std::vector<std::string>* list : {&record.authors, &record.categories}) {
    for (const std::string& element : *list) add(element);
    add("\n");
  }
  if (record.announced) {
    add(formats::announce_type_name(record.announced->type));
    add(format_day(record.announced->day));
    add(std::to_string(record.announced->version));
  }
  return hash;
}

std::string_view event_name(EventKind kind) {
  switch (kind) {
    case EventKind::kVersion:
      return "version";
    case EventKind::kAnnounced:
      return "announced";
    case EventKind::kFeatured:
      return "featured";
    case EventKind::kWithdrawn:
      return "withdrawn";
  }
  return {};
}

std::string event_line(const HistoryEvent& event) {
  const std::string by = event.source.empty() ? "" : " by " + event.source;
  const std::string number = event.version == 0 ? "" : "v" + std::to_string(event.version);
  switch (event.kind) {
    case EventKind::kVersion:
      return number.empty() ? "updated" : number;
    case EventKind::kAnnounced:
      return std::string(announcement_words(*event.announced)) + (number.empty() ? "" : " (" + number + ")");
    case EventKind::kFeatured:
      return "featured" + by;
    case EventKind::kWithdrawn:
      return "withdrawn" + by + (event.reason.empty() ? "" : ": " + text::readable(event.reason));
  }
  return {};
}

Result<std::vector<HistoryEvent>> history_of(store::Record& record, const store::PaperView& paper) {
  HistoryMaker maker(paper);
  TRY(const std::vector<store::Identity> identities, record.identities_of(paper.number));
  for (const store::Identity& identity : identities) {
    TRY(const std::vector<SourceRecordHead> heads, record.source_records_of(identity.number));
    for (const SourceRecordHead& head : heads) TRY_VOID(add_record(record, head, maker));
  }
  return std::move(maker).finish();
}

void write_history(JsonWriter& json, const store::PaperView& paper, const std::vector<HistoryEvent>& events) {
  json.begin_object().key("id").value(std::string_view(printed_id(paper))).key("events").begin_array();
  for (const HistoryEvent& event : events) {
    json.begin_object();
    if (event.day) json.key("date").value(std::string_view(format_day(*event.day)));
    json.key("event").value(event_name(event.kind));
    if (!event.source.empty()) json.key("source").value(std::string_view(event.source));
    if (event.version != 0) json.key("version").value(std::uint64_t{event.version});
    if (event.announced) json.key("announceType").value(formats::announce_type_name(*event.announced));
    if (!event.reason.empty()) json.key("reason").value(std::string_view(event.reason));
    if (!event.changes.empty()) {
      json.key("changes").begin_array();
      for (const FieldChange& change : event.changes) write_change(json, change);
      json.end_array();
    }
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace broadsheet::papers
