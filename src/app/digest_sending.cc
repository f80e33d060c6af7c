// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest send: chooses and delivers what is due, and ends.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

#include "app/digest_request.h"
#include "app/layout.h"
#include "app/mailing.h"
#include "app/progress.h"
#include "app/record_access.h"
#include "app/searching.h"
#include "app/signals.h"
#include "base/english.h"
#include "base/json_writer.h"
#include "base/thread.h"
#include "mail/mailer.h"
#include "papers/digest_choosing.h"
#include "store/lock.h"
#include "store/subscribers.h"

namespace broadsheet::app {
namespace {

constexpr std::size_t kChosenAtOnce = 512;
constexpr std::chrono::milliseconds kPause{50};
constexpr std::size_t kDueCounted = 100'000;

using Counts = std::array<std::uint64_t, mail::kTryOutcomes>;

std::uint64_t count_of(const Counts& counts, mail::TryOutcome outcome) {
  return counts.at(static_cast<std::size_t>(outcome));
}

// Only what is due opens the index, which may load a model.
Result<papers::ChosenDigests> choose_all(Context& context, store::Record& record, std::string domain,
                                         bool by_mail) {
  papers::ChosenDigests all;
  const Instant now = context.clock.now();
  TRY(const std::vector<store::Subscriber> due, store::Subscribers(record).due(now, 1));
  if (due.empty()) return all;
  const papers::ChoosingRules rules{.domain = std::move(domain), .by_mail = by_mail};
  const auto ask = [&](const search::Searcher* searcher,
                       const search::QueryEncoder& encode_query) -> Result<void> {
    for (;;) {
      if (stop_requested()) return Error(ErrorCode::kInterrupted, "digest");
      TRY(const papers::ChosenDigests some, papers::choose_due({.record = record,
                                                                .clock = context.clock,
                                                                .day_rule = context.settings.day_rule(),
                                                                .trending = context.settings.trending,
                                                                .trending_table = {},
                                                                .searcher = searcher,
                                                                .encode_query = encode_query},
                                                               rules, now, kChosenAtOnce));
      all.looked_at += some.looked_at;
      all.chosen += some.chosen;
      all.quiet += some.quiet;
      if (some.looked_at < kChosenAtOnce) return {};
    }
  };
  TRY_VOID(ask_index(context, record, true, ask));
  return all;
}

// Delivers on as many threads as letters may be sent at once, until nothing is due any more.
class Delivering {
 public:
  Delivering(const Context& context, const mail::Sender& sender, const mail::MailerOptions& options)
      : folder_(context.folder.path()),
        clock_(context.clock),
        sender_(sender),
        options_(options),
        queue_(delivery_rules(context.settings)) {}

  Result<void> run(Context& context, std::uint32_t threads, std::uint64_t due) {
    std::vector<std::thread> postmen;
    std::vector<Result<void>> ended(threads);
    Result<void> started;
    for (std::uint32_t i = 0; i < threads && started.ok(); ++i) {
      ++running_;
      Result<std::thread> postman = start_thread([this, &end = ended[i]] {
        end = deliver();
        if (!end.ok()) stop_ = true;
        --running_;
      });
      if (postman.ok()) {
        postmen.push_back(std::move(postman).value());
      } else {
        started = postman.error();
        stop_ = true;
        --running_;
      }
    }
    ProgressBar bar(context.err, "sending");
    while (running_ > 0) {
      const Counts counts = queue_.counts();
      const std::uint64_t done = std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
      bar.show(std::min(done, due), due, done, "letters");
      std::this_thread::sleep_for(kPause);
    }
    for (std::thread& postman : postmen) postman.join();
    bar.wipe();
    for (const Result<void>& end : ended) TRY_VOID(end);
    return started;
  }

  Counts counts() const { return queue_.counts(); }

 private:
  Result<void> deliver() {
    TRY(const auto record, store::Record::open(folder_, store::Record::Mode::kWrite));
    TRY(const auto mailer, mail::Mailer::make(*record, clock_, sender_, options_, queue_));
    while (!stop_ && !stop_requested()) {
      TRY(const bool delivered, mailer->deliver_one());
      if (delivered) continue;
      const Instant now = clock_.now();
      TRY(const std::string held, record->progress(store::kMailHeld));
      TRY(const std::vector<store::Delivery> due, store::Deliveries(*record).due(now, 1));
      if (!held.empty() || due.empty() || queue_.is_resting(now)) return {};
      // The rest waits for the pace of its domain.
      std::this_thread::sleep_for(kPause);
    }
    return {};
  }

  const std::string folder_;
  const Clock& clock_;
  const mail::Sender& sender_;
  const mail::MailerOptions& options_;
  mail::DeliveryQueue queue_;
  std::atomic<bool> stop_ = false;
  std::atomic<std::uint32_t> running_ = 0;
};

void tell(Context& context, const DigestRequest& request, const papers::ChosenDigests& chosen,
          const Counts& counts, std::uint64_t waiting) {
  if (request.json) {
    JsonWriter json;
    json.begin_object().key("chosen").value(chosen.chosen).key("quiet").value(chosen.quiet);
    json.key("tries").begin_object();
    for (std::size_t i = 0; i < counts.size(); ++i)
      json.key(mail::try_outcome_name(static_cast<mail::TryOutcome>(i))).value(counts.at(i));
    json.end_object().key("waiting").value(waiting).end_object();
    context.out.line(json.take());
    return;
  }
  std::string line = counted(chosen.chosen, "digest") + " chosen";
  if (chosen.quiet > 0) line += ", " + with_thousands(chosen.quiet) + " with nothing new";
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts.at(i) == 0) continue;
    std::string name(mail::try_outcome_name(static_cast<mail::TryOutcome>(i)));
    std::ranges::replace(name, '_', ' ');
    line += "; " + name + " " + with_thousands(counts.at(i));
  }
  if (waiting > 0) line += "; " + with_thousands(waiting) + " waiting";
  context.out.line(line);
}

Result<ExitStatus> left_to_server(Context& context, const DigestRequest& request) {
  notice(context, "a server is at it already: it chooses and delivers by itself");
  if (request.json) tell(context, request, {}, {}, 0);
  return ExitStatus::kDone;
}

}  // namespace

Result<ExitStatus> send_digests(Context& context, const DigestRequest& request) {
  TRY(const mail::Sender sender, digest_sender(context, std::string(kUsualUrl)));
  TRY(const mail::MailerOptions options, mailer_options(context));
  const bool by_mail = !options.smtp.host.empty();
  if (!by_mail) notice(context, "mail.server is not set: digests go to webhooks and feeds alone");
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  Result<store::MailLock> lock = store::MailLock::acquire(context.folder.path());
  if (!lock.ok() && lock.error().code() == ErrorCode::kLocked) return left_to_server(context, request);
  if (!lock.ok()) return lock.error();
  TRY_VOID(mail::Mailer::begin(*record, context.clock.now()));
  TRY(const std::string held, record->progress(store::kMailHeld));
  if (!held.empty())
    return Error(ErrorCode::kConflict, "no letter goes out since a restore: broadsheet digest release");
  TRY(const papers::ChosenDigests chosen,
      choose_all(context, *record, std::string(sender.domain()), by_mail));
  store::Deliveries deliveries(*record);
  TRY(const std::vector<store::Delivery> due, deliveries.due(context.clock.now(), kDueCounted));
  Delivering delivering(context, sender, options);
  TRY_VOID(delivering.run(context, context.settings.mail.connections, due.size()));
  TRY(const std::uint64_t waiting, deliveries.count_in(store::DeliveryState::kWaiting));
  const Counts counts = delivering.counts();
  tell(context, request, chosen, counts, waiting);
  if (stop_requested()) return Error(ErrorCode::kInterrupted, "digest");
  if (count_of(counts, mail::TryOutcome::kUnreachable) > 0 &&
      count_of(counts, mail::TryOutcome::kSent) == 0) {
    notice(context, "the mail server can't be reached: broadsheet digest queue");
    return ExitStatus::kFailed;
  }
  return ExitStatus::kDone;
}

}  // namespace broadsheet::app
