// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "formats/saved_page_reader.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "formats/fields.h"
#include "formats/limits.h"
#include "text/utf8.h"

namespace broadsheet::formats {

namespace {

// At most `digits_max` digits at the front, removed.
std::optional<std::uint32_t> take_number(std::string_view& text, std::size_t digits_max) {
  std::uint32_t value = 0;
  std::size_t count = 0;
  while (count < text.size() && is_ascii_digit(text[count])) {
    if (count == digits_max) return std::nullopt;
    value = value * 10 + static_cast<std::uint32_t>(text[count++] - '0');
  }
  if (count == 0) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view expected) {
  if (text.substr(0, expected.size()) != expected) return false;
  text.remove_prefix(expected.size());
  return true;
}

// Counts of authors and comments have at most so many digits; what is longer is no count.
constexpr std::size_t kCountDigitsMax = 6;

struct PageLine {
  std::uint64_t number = 0;  // from 1
  std::string_view text;     // trimmed, not empty
};

struct PagePaper {
  PageLine title;
  std::string_view abstract;
  std::optional<std::uint32_t> authors;
  std::string_view organization;
  std::optional<PageDate> date;
  std::string raw;
};

// Finds the papers among the lines. The open paper is the one whose title and abstract are found and
// whose authors and date may still come; loose lines are those that may be the next title and abstract.
class PageParser {
 public:
  std::vector<PagePaper> parse(std::string_view page) {
    std::uint64_t number = 0;
    while (!page.empty()) {
      const std::size_t end = std::min(page.find('\n'), page.size());
      const std::string_view text = trim(page.substr(0, end));
      page.remove_prefix(std::min(end + 1, page.size()));
      ++number;
      if (!text.empty()) take_line({number, text});
    }
    return std::move(papers_);
  }

 private:
  void take_line(PageLine line) {
    if (is_page_separator(line.text)) {
      take_separator(line);
    } else if (const auto count = read_author_count(line.text)) {
      settle_loose();
      if (!open_) return;
      open_->authors = count;
      add_raw(line.text);
    } else if (const auto date = read_page_date(line.text)) {
      take_date(line, *date);
    } else {
      take_text(line);
    }
  }

  // A line before the separator that is neither count nor abstract is the organisation.
  void take_separator(PageLine line) {
    if (open_ && loose_.size() == 1 && !open_->authors) {
      open_->organization = loose_.back().text;
      add_raw(loose_.back().text);
      loose_.clear();
    } else if (!open_ && loose_.size() >= 3) {
      const PageLine organization = loose_.back();
      loose_.pop_back();
      settle_loose();
      open_->organization = organization.text;
      add_raw(organization.text);
    } else {
      settle_loose();
    }
    if (open_) add_raw(line.text);
  }

  // The date ends a paper. One without a paper is the day that the banner shows.
  void take_date(PageLine line, const PageDate& date) {
    if (open_ && loose_.empty()) {
      open_->date = date;
      add_raw(line.text);
    }
    close();
    loose_.clear();
  }

  void take_text(PageLine line) {
    const bool is_long = line.text.size() >= kPageAbstractBytesMin;
    if (is_long && !loose_.empty() && loose_.back().text.size() <= kPageTitleBytesMax) {
      const PageLine title = loose_.back();
      close();
      open(title, line.text);
      return;
    }
    // Titles of more than kPageAbstractBytesMin bytes exist, so only a line that is too long for one is
    // surely a further paragraph; it belongs to nobody, as the abstract is one line.
    if (line.text.size() > kPageTitleBytesMax) return;
    if (loose_.size() == kLooseLinesMax) loose_.erase(loose_.begin());
    loose_.push_back(line);
  }

  // Authors or a date follow: the loose lines before them are title and abstract, whatever their length.
  void settle_loose() {
    if (loose_.empty()) return;
    close();
    const PageLine last = loose_.back();
    if (loose_.size() == 1) {
      open(last, {});
    } else {
      open(loose_[loose_.size() - 2], last.text);
    }
  }

  void open(PageLine title, std::string_view abstract) {
    open_ = &papers_.emplace_back();
    open_->title = title;
    open_->abstract = abstract;
    add_raw(title.text);
    if (!abstract.empty()) add_raw(abstract);
    loose_.clear();
  }

  void close() { open_ = nullptr; }

  void add_raw(std::string_view line) { open_->raw.append(line).push_back('\n'); }

  // Title, abstract and organisation can be waiting for the line that tells them apart.
  static constexpr std::size_t kLooseLinesMax = 3;

  std::vector<PagePaper> papers_;
  PagePaper* open_ = nullptr;  // the last of papers_, while more of it may come
  std::vector<PageLine> loose_;
};

// "agibot-world AgiBot World" -> the handle and the name; what has no handle is all name.
Organization read_page_organization(std::string_view line) {
  const std::size_t blank = line.find(' ');
  const std::string_view first = line.substr(0, blank);
  const bool is_handle = std::all_of(first.begin(), first.end(), [](char c) {
    return is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' ||
           c == '.';
  });
  if (!is_handle) return {{}, clean(line)};
  return {clean(first), blank == std::string_view::npos ? std::string() : clean(line.substr(blank))};
}

std::optional<Day> day_of(const PageDate& date, int year) {
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{date.month},
                                        std::chrono::day{date.day}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

class SavedPageReader final : public Reader {
 public:
  explicit SavedPageReader(const ReaderOptions& options) : options_(options) {}

  Result<void> feed(std::string_view bytes, RecordSink&) override {
    if (failed_ || page_.size() + bytes.size() > kPageBytesMax) {
      failed_ = true;
      return Error(ErrorCode::kTooLarge, fmt::format("a saved page longer than {} bytes", kPageBytesMax));
    }
    page_.append(bytes);
    return {};
  }

  Result<void> finish(RecordSink& sink) override {
    if (failed_) return {};
    // Malformed bytes become U+FFFD before anything is measured or cut.
    const std::string page = text::is_valid_utf8(page_) ? std::move(page_) : text::sanitize(page_);
    const std::vector<PagePaper> papers = PageParser().parse(page);
    const int year = missing_year(papers);
    for (const PagePaper& paper : papers) {
      if (sink.stopped()) return {};
      Location where;
      where.line = paper.title.number;
      SourceRecord record = to_record(paper, year);
      std::string reason = broken_rule(record);
      if (reason.empty()) {
        sink.on_record(std::move(record), paper.raw, where);
      } else {
        sink.on_reject({where, {}, std::move(reason)});
      }
    }
    if (papers.empty()) sink.on_note("no papers on this page");
    return {};
  }

 private:
  // The year of the dates that have none; 0 if nothing tells.
  int missing_year(const std::vector<PagePaper>& papers) const {
    if (options_.as_of) return year_of(*options_.as_of);
    int newest = 0;
    for (const PagePaper& paper : papers) {
      if (paper.date) newest = std::max(newest, paper.date->year);
    }
    return newest == 0 ? 0 : newest + 1;
  }

  static SourceRecord to_record(const PagePaper& paper, int missing_year) {
    SourceRecord record;
    record.source = kSavedPageSource;
    record.title = clean(paper.title.text);
    record.key = title_key(record.title);
    record.abstract = clean(paper.abstract);
    record.author_count = paper.authors;
    Organization organization = read_page_organization(paper.organization);
    if (!organization.handle.empty() || !organization.fullname.empty()) {
      record.organization = std::move(organization);
    }
    if (paper.date) {
      record.comments = paper.date->comments;
      const int year = paper.date->year != 0 ? paper.date->year : missing_year;
      if (const auto day = year == 0 ? std::nullopt : day_of(*paper.date, year)) {
        record.published = PartialDate{*day, DatePrecision::kDay};
        record.published_inferred = paper.date->year == 0;
      }
    }
    return record;
  }

  ReaderOptions options_;
  std::string page_;
  bool failed_ = false;
};

}  // namespace

// A separator with a date behind it and a count of authors or an organisation before it, or the
// banner of the page.
bool is_saved_page(const Head& head) {
  std::string_view text = head.text;
  bool title_seen = false;
  bool separator_before = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (separator_before && read_page_date(line)) return true;
    separator_before = is_page_separator(line);
    if (title_seen && line.find("and the research community") != std::string_view::npos) return true;
    title_seen = line == "Daily Papers";
  }
  return false;
}

std::unique_ptr<Reader> make_saved_page_reader(const ReaderOptions& options) {
  return std::make_unique<SavedPageReader>(options);
}

std::optional<PageDate> read_page_date(std::string_view line) {
  constexpr std::size_t kDateBytesMax = 40;
  constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
  line = trim(line);
  if (line.size() < 5 || line.size() > kDateBytesMax) return std::nullopt;
  PageDate date;
  for (unsigned month = 0; month < kMonths.size() && date.month == 0; ++month) {
    if (take(line, kMonths[month]) || take(line, kMonths[month].substr(0, 3))) date.month = month + 1;
  }
  if (date.month == 0 || !take(line, " ")) return std::nullopt;
  const auto day = take_number(line, 2);
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  date.day = *day;
  if (take(line, ",")) {
    line = trim(line);
    const std::size_t before = line.size();
    const auto year = take_number(line, 4);
    constexpr std::uint32_t kYearMin = 1900;
    constexpr std::uint32_t kYearMax = 2999;
    if (!year || before - line.size() != 4 || *year < kYearMin || *year > kYearMax) return std::nullopt;
    date.year = static_cast<int>(*year);
  }
  if (line.empty()) return date;
  if (line.front() != ' ') return std::nullopt;
  line = trim(line);
  date.comments = take_number(line, kCountDigitsMax);
  if (!date.comments || !line.empty()) return std::nullopt;
  return date;
}

std::optional<std::uint32_t> read_author_count(std::string_view line) {
  constexpr std::size_t kCountLineBytesMax = 40;
  line = trim(line);
  if (line.size() > kCountLineBytesMax) return std::nullopt;
  for (const std::string_view bullet : {"\u2022", "\u00B7", "*", "-"}) {
    if (take(line, bullet)) break;
  }
  line = trim(line);
  const auto count = take_number(line, kCountDigitsMax);
  line = trim(line);
  if (!count || (line != "authors" && line != "author")) return std::nullopt;
  return count;
}

bool is_page_separator(std::string_view line) {
  return line == "\u00B7" || line == "\u2022";
}

}  // namespace broadsheet::formats
