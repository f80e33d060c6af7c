// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "store/paper_codec.h"

#include <algorithm>
#include <chrono>
#include <type_traits>

#include "base/bytes.h"
#include "store/limits.h"
#include "store/record_state.h"

namespace broadsheet::store {
namespace {

// The tags of the fields. Stored: never reuse or renumber one.
enum class Tag : std::uint8_t {
  kIds = 1,
  kTitle = 2,
  kAbstract = 3,
  kShortSummary = 4,
  kAuthors = 5,
  kAuthorCount = 6,
  kPublished = 7,
  kPublishedInferred = 8,
  kUpdated = 9,
  kListed = 10,
  kFeatured = 11,
  kFeedPlace = 12,
  kVersions = 13,
  kEdition = 14,
  kCategories = 15,
  kVenue = 16,
  kDoi = 17,
  kUrl = 18,
  kComment = 19,
  kLanguage = 20,
  kSources = 21,
  kVotes = 22,
  kOwnVotes = 23,
  kComments = 24,
  kOrganizationHandle = 25,
  kOrganization = 26,
  kSubmitter = 27,
  kSubmitterFullname = 28,
  kProjectPage = 29,
  kGithubRepo = 30,
  kGithubStars = 31,
  kThumbnail = 32,
  kMediaUrls = 33,
  kAiSummary = 34,
  kAiKeywords = 35,
  kWithdrawn = 36,
};

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

// A value is written as a string of bytes under its tag, whatever it is, so that an older program
// can skip what it does not know.
class Writer {
 public:
  explicit Writer(std::string& to) : to_(to) {}

  void text(Tag tag, const std::string& value) {
    if (value.empty()) return;
    begin(tag, value.size());
    to_ += value;
  }
  void flag(Tag tag, bool value) {
    if (value) begin(tag, 0);
  }
  void number(Tag tag, std::int64_t value) {
    value_.clear();
    append_varint(value_, zigzag(value));
    put(tag);
  }
  template <typename Int>
  void number(Tag tag, const std::optional<Int>& value) {
    if (value) number(tag, static_cast<std::int64_t>(*value));
  }
  void day(Tag tag, const std::optional<Day>& value) {
    if (value) number(tag, day_number(*value));
  }
  void date(Tag tag, const std::optional<PartialDate>& value) {
    if (value) number(tag, day_number(value->day) * 4 + static_cast<std::int64_t>(value->precision));
  }
  void texts(Tag tag, const std::vector<std::string>& values) {
    if (values.empty()) return;
    value_.clear();
    for (const std::string& value : values) append_text(value);
    put(tag);
  }
  void days(Tag tag, const std::vector<Day>& values) {
    if (values.empty()) return;
    value_.clear();
    for (const Day value : values) append_varint(value_, zigzag(day_number(value)));
    put(tag);
  }
  void votes(Tag tag, const std::vector<SourceVotes>& values) {
    if (values.empty()) return;
    value_.clear();
    for (const SourceVotes& value : values) {
      append_text(value.source);
      append_varint(value_, zigzag(value.upvotes));
      append_varint(value_, zigzag(value.observed_at.time_since_epoch().count()));
    }
    put(tag);
  }

 private:
  void append_text(const std::string& value) {
    append_varint(value_, value.size());
    value_ += value;
  }
  void begin(Tag tag, std::size_t size) {
    to_ += static_cast<char>(tag);
    append_varint(to_, size);
  }
  void put(Tag tag) {
    begin(tag, value_.size());
    to_ += value_;
  }

  std::string& to_;
  std::string value_;
};

std::vector<std::string> read_texts(ByteReader& in) {
  std::vector<std::string> values;
  while (in.ok() && in.remaining() > 0 && values.size() < kListMax) values.emplace_back(in.read_string());
  return values;
}

std::vector<Day> read_days(ByteReader& in) {
  std::vector<Day> values;
  while (in.ok() && in.remaining() > 0 && values.size() < kListMax) {
    values.push_back(day_of(unzigzag(in.read_varint())));
  }
  return values;
}

std::vector<SourceVotes> read_votes(ByteReader& in) {
  std::vector<SourceVotes> values;
  while (in.ok() && in.remaining() > 0 && values.size() < kListMax) {
    SourceVotes& value = values.emplace_back();
    value.source = in.read_string();
    value.upvotes = unzigzag(in.read_varint());
    value.observed_at = Instant(std::chrono::milliseconds(unzigzag(in.read_varint())));
  }
  return values;
}

std::int64_t read_number(ByteReader& in) {
  return unzigzag(in.read_varint());
}

std::optional<std::uint32_t> read_count(ByteReader& in) {
  return static_cast<std::uint32_t>(read_number(in));
}

std::optional<PartialDate> read_date(ByteReader& in) {
  const std::int64_t value = read_number(in);
  const std::int64_t precision = value & 3;
  return PartialDate{day_of(value >> 2), static_cast<DatePrecision>(std::min<std::int64_t>(precision, 2))};
}

std::string read_rest(ByteReader& in) {
  return std::string(in.read_bytes(in.remaining()));
}

bool read_text_field(Tag tag, ByteReader& in, PaperView& view) {
  switch (tag) {
    case Tag::kTitle:
      view.title = read_rest(in);
      return true;
    case Tag::kAbstract:
      view.abstract = read_rest(in);
      return true;
    case Tag::kShortSummary:
      view.short_summary = read_rest(in);
      return true;
    case Tag::kVenue:
      view.venue = read_rest(in);
      return true;
    case Tag::kDoi:
      view.doi = read_rest(in);
      return true;
    case Tag::kUrl:
      view.url = read_rest(in);
      return true;
    case Tag::kComment:
      view.comment = read_rest(in);
      return true;
    case Tag::kLanguage:
      view.language = read_rest(in);
      return true;
    case Tag::kOrganizationHandle:
      view.organization_handle = read_rest(in);
      return true;
    case Tag::kOrganization:
      view.organization = read_rest(in);
      return true;
    case Tag::kSubmitter:
      view.submitter = read_rest(in);
      return true;
    case Tag::kSubmitterFullname:
      view.submitter_fullname = read_rest(in);
      return true;
    case Tag::kProjectPage:
      view.project_page = read_rest(in);
      return true;
    case Tag::kGithubRepo:
      view.github_repo = read_rest(in);
      return true;
    case Tag::kThumbnail:
      view.thumbnail = read_rest(in);
      return true;
    case Tag::kAiSummary:
      view.ai_summary = read_rest(in);
      return true;
    default:
      return false;
  }
}

void read_other_field(Tag tag, ByteReader& in, PaperView& view) {
  switch (tag) {
    case Tag::kIds:
      view.ids = read_texts(in);
      break;
    case Tag::kAuthors:
      view.authors = read_texts(in);
      break;
    case Tag::kCategories:
      view.categories = read_texts(in);
      break;
    case Tag::kSources:
      view.sources = read_texts(in);
      break;
    case Tag::kMediaUrls:
      view.media_urls = read_texts(in);
      break;
    case Tag::kAiKeywords:
      view.ai_keywords = read_texts(in);
      break;
    case Tag::kVersions:
      view.versions = read_days(in);
      break;
    case Tag::kVotes:
      view.votes = read_votes(in);
      break;
    case Tag::kAuthorCount:
      view.author_count = read_count(in);
      break;
    case Tag::kFeedPlace:
      view.feed_place = read_count(in);
      break;
    case Tag::kComments:
      view.comments = read_count(in);
      break;
    case Tag::kGithubStars:
      view.github_stars = read_count(in);
      break;
    case Tag::kOwnVotes:
      view.own_votes = read_number(in);
      break;
    case Tag::kPublished:
      view.published = read_date(in);
      break;
    case Tag::kEdition:
      view.edition = read_date(in);
      break;
    case Tag::kUpdated:
      view.updated = day_of(read_number(in));
      break;
    case Tag::kListed:
      view.listed = day_of(read_number(in));
      break;
    case Tag::kFeatured:
      view.featured = day_of(read_number(in));
      break;
    case Tag::kPublishedInferred:
      view.published_inferred = true;
      break;
    case Tag::kWithdrawn:
      view.withdrawn = true;
      break;
    default:
      break;
  }
}

}  // namespace

void encode_paper_body(const PaperView& view, std::string& to) {
  to.clear();
  Writer out(to);
  out.texts(Tag::kIds, view.ids);
  out.text(Tag::kTitle, view.title);
  out.text(Tag::kAbstract, view.abstract);
  out.text(Tag::kShortSummary, view.short_summary);
  out.texts(Tag::kAuthors, view.authors);
  out.number(Tag::kAuthorCount, view.author_count);
  out.date(Tag::kPublished, view.published);
  out.flag(Tag::kPublishedInferred, view.published_inferred);
  out.day(Tag::kUpdated, view.updated);
  out.day(Tag::kListed, view.listed);
  out.day(Tag::kFeatured, view.featured);
  out.number(Tag::kFeedPlace, view.feed_place);
  out.days(Tag::kVersions, view.versions);
  out.date(Tag::kEdition, view.edition);
  out.texts(Tag::kCategories, view.categories);
  out.text(Tag::kVenue, view.venue);
  out.text(Tag::kDoi, view.doi);
  out.text(Tag::kUrl, view.url);
  out.text(Tag::kComment, view.comment);
  out.text(Tag::kLanguage, view.language);
  out.texts(Tag::kSources, view.sources);
  out.votes(Tag::kVotes, view.votes);
  if (view.own_votes != 0) out.number(Tag::kOwnVotes, view.own_votes);
  out.number(Tag::kComments, view.comments);
  out.text(Tag::kOrganizationHandle, view.organization_handle);
  out.text(Tag::kOrganization, view.organization);
  out.text(Tag::kSubmitter, view.submitter);
  out.text(Tag::kSubmitterFullname, view.submitter_fullname);
  out.text(Tag::kProjectPage, view.project_page);
  out.text(Tag::kGithubRepo, view.github_repo);
  out.number(Tag::kGithubStars, view.github_stars);
  out.text(Tag::kThumbnail, view.thumbnail);
  out.texts(Tag::kMediaUrls, view.media_urls);
  out.text(Tag::kAiSummary, view.ai_summary);
  out.texts(Tag::kAiKeywords, view.ai_keywords);
  out.flag(Tag::kWithdrawn, view.withdrawn);
}

Result<void> decode_paper_body(std::string_view bytes, PaperView& view) {
  ByteReader in(bytes);
  while (in.ok() && in.remaining() > 0) {
    const Tag tag = static_cast<Tag>(in.read<std::uint8_t>());
    ByteReader value(in.read_string());
    if (!read_text_field(tag, value, view)) read_other_field(tag, value, view);
    if (!value.ok()) return Error(ErrorCode::kDamaged, "a field of a paper's body is cut");
  }
  if (!in.ok()) return Error(ErrorCode::kDamaged, "the body of a paper is cut");
  if (view.ids.empty()) return Error(ErrorCode::kDamaged, "the body of a paper has no id");
  return {};
}

}  // namespace broadsheet::store
