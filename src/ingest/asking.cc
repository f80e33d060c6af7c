// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "ingest/asking.h"

#include <algorithm>
#include <optional>
#include <thread>

#include "ingest/limits.h"
#include "ingest/retry_after.h"

namespace broadsheet::ingest {
namespace {

using std::chrono::milliseconds;

constexpr int kOk = 200;
constexpr int kMultipleChoices = 300;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// Worth asking again: the server is busy, failed, or stands behind something that did.
bool may_pass(int status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

Error refusal(const std::string& url, int status) {
  const std::string said = url + ": the server answers " + std::to_string(status);
  if (status == 404 || status == 410)
    return {ErrorCode::kNotFound, said + ": nothing is there; is the address right?"};
  // What it says of an address that it can't make sense of, or not any more.
  if (status == 400) return {ErrorCode::kNotFound, said};
  if (status == 401 || status == 403)
    return {ErrorCode::kInvalid, said + ": it lets nobody in who has not said who they are"};
  return {ErrorCode::kInvalid, said};
}

std::string in_words(milliseconds time) {
  return std::to_string((time.count() + 999) / 1000) + " s";
}

}  // namespace

// What came of one request.
struct Asking::Try {
  std::optional<http::Fetched> answer;
  std::string trouble;              // why there is none; asking again may help
  std::optional<milliseconds> ask;  // the server's own wish for when
};

Asking::Asking(AskingOptions options, std::unique_ptr<http::Client> client)
    : options_(std::move(options)),
      turns_(options_.turns_folder, options_.interval),
      client_(std::move(client)) {}

Result<std::unique_ptr<Asking>> Asking::make(AskingOptions options) {
  TRY(auto client, http::Client::make(options.fetch));
  return std::unique_ptr<Asking>(new Asking(std::move(options), std::move(client)));
}

Result<void> Asking::wait(milliseconds time, const std::string& why) const {
  if (options_.on_wait) options_.on_wait(time, why);
  const auto until = std::chrono::steady_clock::now() + time;
  constexpr milliseconds kLook{50};
  while (std::chrono::steady_clock::now() < until) {
    if (options_.fetch.stop != nullptr && options_.fetch.stop->load(std::memory_order_relaxed))
      return Error(ErrorCode::kInterrupted, "asked to stop");
    std::this_thread::sleep_for(std::min<milliseconds>(
        kLook, std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now())));
  }
  return {};
}

// Follows redirects, each of which is a request in its host's turn.
Result<Asking::Try> Asking::try_once(const std::string& start, const Question& question) {
  std::string url = start;
  for (int redirects = 0;; ++redirects) {
    TRY(const http::UrlParts parts, http::parse_url(url));
    TRY(const Turn turn, turns_.take(parts.host, options_.fetch.stop));
    ++requests_;
    Result<http::Fetched> got = client_->get(url, question.headers);
    if (!got.ok()) {
      if (got.error().code() != ErrorCode::kIo) return std::move(got).error();
      return Try{.answer = {}, .trouble = got.error().message(), .ask = {}};
    }
    const int status = got->status;
    if ((status >= kOk && status < kMultipleChoices) || status == http::kNotModified)
      return Try{.answer = std::move(got).value(), .trouble = {}, .ask = {}};
    if (is_redirect(status)) {
      if (redirects == kRedirectsMax)
        return Error(ErrorCode::kInvalid, start + ": sent on and on without an end");
      TRY(url, http::resolve_url(url, std::string(got->header("location"))));
      continue;
    }
    if (!may_pass(status)) return refusal(url, status);
    Try failed{.answer = {},
               .trouble = url + ": the server answers " + std::to_string(status),
               .ask = read_retry_after(got->header("retry-after"), options_.clock->now())};
    if (failed.ask) TRY_VOID(turn.put_off(std::min(*failed.ask, options_.wait_max)));
    return failed;
  }
}

Result<http::Fetched> Asking::ask(const Question& question, const IsAnswer& is_answer) {
  int unfit = 0;
  for (int tries = 1;; ++tries) {
    TRY(Try done, try_once(question.url, question));
    if (done.answer) {
      const Result<void> fits = is_answer(*done.answer);
      if (fits.ok()) return *std::move(done.answer);
      done.trouble = question.url + ": " + fits.error().message();
      if (++unfit == kUnfitMax) return Error(ErrorCode::kInvalid, std::move(done.trouble));
    }
    if (done.ask && *done.ask > options_.wait_max) {
      return Error(ErrorCode::kIo, done.trouble + " and asks to be left alone for " + in_words(*done.ask) +
                                       ": run this again then, it goes on from here");
    }
    if (tries == kTriesMax) {
      return Error(ErrorCode::kIo, done.trouble + "; given up after " + std::to_string(tries) +
                                       " tries: run this again later, it goes on from here");
    }
    const double chance = std::uniform_real_distribution<double>(0, 1)(random_);
    TRY_VOID(wait(done.ask.value_or(back_off(tries, options_.retry, chance)), done.trouble));
  }
}

}  // namespace broadsheet::ingest
