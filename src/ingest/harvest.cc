// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/harvest.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <unordered_set>
#include <utility>

#include "base/digest.h"
#include "formats/oai_page.h"
#include "formats/whole_paper.h"
#include "ingest/asking.h"
#include "ingest/limits.h"
#include "ingest/protocol.h"

namespace broadsheet::ingest {
namespace {

constexpr std::array<std::pair<Upstream, std::string_view>, 3> kUpstreams{
    {{Upstream::kOaiPmh, "oai-pmh"},
     {Upstream::kDailyPapers, "daily-papers"},
     {Upstream::kDocument, "document"}}};

Result<HarvestState> read_state(store::Record& record, const std::string& name) {
  TRY(const std::string text, record.progress(name));
  return state_from_text(text);
}

// One harvest of one target. Confined to one thread, used once.
class Harvesting {
 public:
  Harvesting(std::string data_folder, const HarvestTarget& target, const HarvestOptions& options)
      : data_folder_(std::move(data_folder)),
        name_(harvest_name(target)),
        options_(options),
        protocol_(make_protocol(target)) {}

  Result<HarvestReport> run() {
    TRY_VOID(open());
    const Result<void> read = read_list();
    if (!read.ok() && failed_on_disk_) return read.error();
    report_.requests = asking_->requests();
    TRY_VOID(close(read));
    report_.state = state_;
    return std::move(report_);
  }

 private:
  Result<void> open() {
    TRY(const auto record, store::Record::open(data_folder_, store::Record::Mode::kWrite));
    TRY(state_, read_state(*record, name_));
    TRY(report_.revision, record->head());
    if (state_.next.empty()) protocol_->begin(state_, today_of(options_));
    AskingOptions asking = asking_options(data_folder_, options_);
    asking.on_wait = [this](std::chrono::milliseconds wait, const std::string& why) {
      progress_.waiting = why;
      progress_.wait = wait;
      tell();
      progress_.waiting.clear();
    };
    TRY(asking_, Asking::make(std::move(asking)));
    return {};
  }

  Result<void> read_list() {
    for (;;) {
      HarvestState after;
      PageMeaning meaning;
      const auto read = [&](const http::Fetched& got) -> Result<void> {
        after = state_;
        TRY(meaning, protocol_->read(got, after));
        return {};
      };
      Result<http::Fetched> asked = asking_->ask(protocol_->next(state_), read);
      if (!asked.ok()) return lost_place(std::move(asked).error());
      const http::Fetched& answer = *asked;
      if (!meaning.refusal.empty()) return Error(ErrorCode::kInvalid, std::move(meaning.refusal));
      if (!meaning.note.empty()) report_.notes.push_back(meaning.note);
      if (meaning.begin_again) {
        TRY_VOID(begin_again());
        continue;
      }
      if (meaning.is_last) succeeded(after);
      TRY_VOID(meaning.has_records ? store(answer, after) : keep(after));
      report_.unchanged = answer.status == http::kNotModified;
      progress_.records_of = meaning.list_size;
      tell();
      if (meaning.is_last) return {};
      if (meaning.has_records) TRY_VOID(look_for_a_loop(answer));
    }
  }

  // What the page brought, and behind it where the harvest stands now.
  Result<void> store(const http::Fetched& answer, const HarvestState& after) {
    Options options;
    options.format = protocol_->format();
    options.follows_lists = true;
    options.stop = options_.stop;
    const std::string page = "page " + std::to_string(report_.pages + 1);
    const PageMark mark{name_, to_text(after)};
    Result<Report> read = ingest_page(data_folder_, page, answer.body, options, mark);
    if (!read.ok()) {
      failed_on_disk_ = true;
      return std::move(read).error();
    }
    if (read->interrupted) return Error(ErrorCode::kInterrupted, "asked to stop");
    state_ = after;
    page_records_ = read->total.read;
    take(*read);
    return {};
  }

  void take(Report& read) {
    report_.revision = read.revision;
    ++report_.pages;
    report_.total.add(read.total);
    for (RejectReport& reject : read.rejects) {
      if (report_.rejects.size() < kRejectsReportedMax) report_.rejects.push_back(std::move(reject));
    }
    if (const std::string& note = read.files.front().note; !note.empty()) report_.notes.push_back(note);
    progress_.pages = report_.pages;
    progress_.records = report_.total.read;
  }

  // Where the harvest stands, where no page brought anything.
  Result<void> keep(const HarvestState& state) {
    const auto written = [&]() -> Result<void> {
      TRY(const auto record, store::Record::open(data_folder_, store::Record::Mode::kWrite));
      TRY(store::Transaction transaction, record->begin(store::Durability::kBulk));
      TRY_VOID(transaction.set_progress(name_, to_text(state)));
      TRY_VOID(transaction.commit());
      return record->make_durable();
    };
    Result<void> kept = written();
    failed_on_disk_ = !kept.ok();
    if (kept.ok()) state_ = state;
    return kept;
  }

  Result<void> begin_again() {
    if (++restarts_ > kRestartsMax)
      return Error(ErrorCode::kInvalid,
                   "the upstream forgets its lists while it is asked for their next pages");
    seen_.clear();
    protocol_->begin(state_, today_of(options_));
    return {};
  }

  // A list that goes round in circles would be read for ever.
  Result<void> look_for_a_loop(const http::Fetched& answer) {
    if (page_records_ == 0) {
      if (++empty_ > kEmptyPagesMax) return broken_list("one page after another without any record");
      return {};
    }
    empty_ = 0;
    if (!seen_.insert(hash64(protocol_->records_of(answer))).second && ++repeats_ >= kRepeatsMax)
      return broken_list("the same pages again and again");
    if (state_.pages > kPagesMax) return broken_list("more pages than any list has");
    return {};
  }

  // A server that does not know the address of a page any more will not know it tomorrow: the next run begins
  // the list anew.
  Error lost_place(Error error) {
    const bool is_lost = protocol_->pages_expire() && error.code() == ErrorCode::kNotFound;
    if (is_lost && state_.pages > 0) state_.drop_list();
    return error;
  }

  // Its place is worth nothing: the next run begins the list anew.
  Error broken_list(std::string_view what) {
    const std::string pages = std::to_string(state_.pages);
    state_.drop_list();
    return {ErrorCode::kInvalid, "the upstream sends " + std::string(what) + " (noticed at page " + pages +
                                     "): the next harvest begins this list anew"};
  }

  void succeeded(HarvestState& state) const {
    state.last_success = format_instant(options_.clock->now());
    state.last_error.clear();
    state.last_error_at.clear();
    state.failures = 0;
  }

  // A failure is kept for whoever asks later how it went. Being stopped is none.
  Result<void> close(const Result<void>& read) {
    if (read.ok()) return {};
    report_.failure = read.error();
    if (read.error().code() == ErrorCode::kInterrupted) return {};
    HarvestState failed = state_;
    failed.last_error = read.error().message();
    failed.last_error_at = format_instant(options_.clock->now());
    ++failed.failures;
    return keep(failed);
  }

  void tell() const {
    if (options_.on_progress) options_.on_progress(progress_);
  }

  const std::string data_folder_;
  const std::string name_;
  const HarvestOptions& options_;
  const std::unique_ptr<Protocol> protocol_;
  std::unique_ptr<Asking> asking_;
  HarvestState state_;
  HarvestReport report_;
  HarvestProgress progress_;
  std::unordered_set<std::uint64_t> seen_;  // hashes of the pages of this list
  std::uint64_t page_records_ = 0;
  int repeats_ = 0;
  int empty_ = 0;
  int restarts_ = 0;
  bool failed_on_disk_ = false;
};

}  // namespace

std::string_view upstream_name(Upstream upstream) {
  return std::ranges::find(kUpstreams, upstream, &std::pair<Upstream, std::string_view>::first)->second;
}

std::optional<Upstream> upstream_by_name(std::string_view name) {
  const auto* const found =
      std::ranges::find(kUpstreams, name, &std::pair<Upstream, std::string_view>::second);
  if (found == kUpstreams.end()) return std::nullopt;
  return found->first;
}

const std::vector<NamedTarget>& named_targets() {
  static const std::vector<NamedTarget> kNamed = {
      {"arxiv",
       "all of arXiv over OAI-PMH, with every change since the last harvest",
       {.upstream = Upstream::kOaiPmh,
        .url = "https://oaipmh.arxiv.org/oai",
        .set = {},
        .prefix = "arXivRaw",  // the only one with all versions and their days
        .from = {},
        .until = {}}},
      {"daily-papers",
       "the Daily Papers of every day, with votes",
       {.upstream = Upstream::kDailyPapers,
        .url = "https://huggingface.co",
        .set = {},
        .prefix = {},
        .from = {},
        .until = {}}}};
  return kNamed;
}

std::string harvest_name(const HarvestTarget& target) {
  std::string name = "harvest:" + std::string(upstream_name(target.upstream)) + " " + target.url;
  if (!target.prefix.empty()) name += " prefix=" + target.prefix;
  if (!target.set.empty()) name += " set=" + target.set;
  if (target.from) name += " from=" + format_day(*target.from);
  if (target.until) name += " until=" + format_day(*target.until);
  return name;
}

Result<HarvestPlan> plan_harvest(store::Record& record, const HarvestTarget& target,
                                 const HarvestOptions& options) {
  TRY(const http::UrlParts parts, http::parse_url(target.url));
  HarvestPlan plan;
  TRY(plan.state, read_state(record, harvest_name(target)));
  HarvestState state = plan.state;
  const auto protocol = make_protocol(target);
  if (state.next.empty()) protocol->begin(state, today_of(options));
  plan.url = protocol->next(state).url;
  plan.host = Turns::budget_of(parts.host);
  plan.interval = Turns("", options.interval).interval_of(parts.host);
  return plan;
}

Result<HarvestTarget> find_upstream(const std::string& data_folder, const std::string& url,
                                    const HarvestOptions& options) {
  TRY(const auto asking, Asking::make(asking_options(data_folder, options)));
  HarvestTarget target;
  target.url = url;
  // The address of a list with the days to be filled in: no repository has one.
  if (url.find('{') != std::string::npos) return target;
  const char separator = url.find('?') == std::string::npos ? '?' : '&';
  const auto anything = [](const http::Fetched&) { return Result<void>(); };
  const Result<http::Fetched> identity = asking->ask({url + separator + "verb=Identify", {}}, anything);
  if (!identity.ok() && identity.error().code() == ErrorCode::kInterrupted) return identity.error();
  if (!identity.ok()) return target;
  const Result<formats::OaiPage> page = formats::read_oai_page(identity->body);
  if (!page.ok()) return target;
  target.upstream = Upstream::kOaiPmh;
  if (page->offers_whole_papers) target.prefix = formats::kWholePaperPrefix;
  return target;
}

Result<HarvestReport> harvest(const std::string& data_folder, const HarvestTarget& target,
                              const HarvestOptions& options) {
  TRY_VOID(http::parse_url(target.url));
  return Harvesting(data_folder, target, options).run();
}

}  // namespace broadsheet::ingest
