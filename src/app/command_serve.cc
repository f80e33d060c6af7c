// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet serve: the API over HTTP, and the followers, in one process.

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>
#include <utility>

#include "app/administration.h"
#include "app/commands.h"
#include "app/harvesting.h"
#include "app/mailing.h"
#include "app/power.h"
#include "app/published_index.h"
#include "app/query_encoder.h"
#include "app/reader_upkeep.h"
#include "app/record_access.h"
#include "app/server_mailing.h"
#include "app/signals.h"
#include "app/trending_following.h"
#include "app/vector_following.h"
#include "base/log.h"
#include "base/thread.h"
#include "follow/lexical.h"
#include "follow/watch.h"
#include "http/server.h"
#include "store/lock.h"
#include "web/web.h"

namespace broadsheet::app {
namespace {

struct ListenAddress {
  std::string address;  // without brackets
  std::uint16_t port = 0;
  // As it stands in a URL.
  std::string host() const { return address.find(':') == std::string::npos ? address : "[" + address + "]"; }
};

// "127.0.0.1:8370", "[::1]:0".
Result<ListenAddress> parse_listen(const std::string& text) {
  const Error error(ErrorCode::kInvalid,
                    "--listen " + text + ": give an address and a port, like 127.0.0.1:8370");
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return error;
  ListenAddress listen{.address = text.substr(0, colon)};
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data() + colon + 1, end, listen.port);
  if (failure != std::errc{} || stop != end) return error;
  if (listen.address.front() == '[' && listen.address.back() == ']') {
    listen.address = listen.address.substr(1, listen.address.size() - 2);
  }
  return listen;
}

// Follows the record for as long as the server runs, on a thread and a connection of its own.
class IndexFollowing {
 public:
  // Without a lock it waits for that of an ingest that is about to end.
  IndexFollowing(std::string data_folder, store::Record& record, std::optional<store::FollowerLock> lock,
                 PublishedIndex& index)
      : data_folder_(std::move(data_folder)), record_(record), lock_(std::move(lock)), index_(index) {}

  Result<void> start() {
    TRY(thread_, start_thread([this] { run(); }));
    return {};
  }
  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  ~IndexFollowing() { stop(); }
  // The lock is this process's. From any thread.
  bool holds_lock() const { return holds_lock_; }

 private:
  static constexpr std::chrono::milliseconds kStep{20};
  static constexpr std::chrono::seconds kAfterFailure{1};
  static constexpr std::chrono::milliseconds kUntilFree{100};

  void run() {
    while (!stop_) {
      Result<void> ended = begin();
      if (ended.ok()) ended = index_.take_damaged() ? rebuild() : watch();
      if (ended.ok() || ended.error().code() == ErrorCode::kInterrupted) continue;
      if (!lock_ && ended.error().code() == ErrorCode::kLocked) {
        wait(kUntilFree);
        continue;
      }
      log_error("the index does not follow", {{"error", ended.error().message()}});
      wait(kAfterFailure);
    }
  }

  // Takes the lock and opens what follows, once.
  Result<void> begin() {
    if (!lock_) {
      TRY(lock_, store::FollowerLock::acquire(data_folder_));
    }
    holds_lock_ = true;
    if (lexical_) return {};
    TRY(lexical_, follow::open_lexical(data_folder_, record_));
    if (!index_.open(data_folder_, record_).ok()) index_.mark_damaged();
    return {};
  }

  Result<void> rebuild() {
    log_warning("the index is damaged: making it anew");
    TRY_VOID(lexical_->rebuild(callbacks()));
    return index_.open(data_folder_, record_);
  }

  Result<void> watch() {
    follow::WatchCallbacks all;
    all.follow = callbacks();
    all.wait = [this](std::chrono::milliseconds time) { wait(time); };
    all.published = [this](const follow::Follower&, Revision revision) {
      const Result<void> opened = index_.open(data_folder_, record_);
      if (!opened.ok())
        log_error("a published index could not be opened", {{"error", opened.error().message()}});
      log_info("index published", {{"revision", revision.value()}});
    };
    const std::array<follow::Follower*, 1> followers = {lexical_.get()};
    return follow::watch(followers, record_, all);
  }

  follow::FollowCallbacks callbacks() {
    return {.progress = {},
            .unreadable =
                [](const store::UnreadablePaper& paper) {
                  log_error("a paper is not indexed", {{"because", unreadable_text(paper)}});
                },
            .stop = [this] { return stop_ || index_.damaged(); }};
  }

  void wait(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (!stop_ && !index_.damaged() && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::min(time, kStep));
    }
  }

  const std::string data_folder_;
  store::Record& record_;
  std::optional<store::FollowerLock> lock_;
  std::unique_ptr<follow::Follower> lexical_;
  PublishedIndex& index_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> holds_lock_ = false;
  std::thread thread_;
};

// So many searches at once keep nobody waiting who only opens a page, on one core as well.
constexpr unsigned kWorkersMin = 4;

// By the numbers of web::Work. What readers do waits for the disk, so that many can wait at once; a password
// takes a core and 19 MiB, so that two are hashed at once and a few wait, and all others are told to come
// again.
constexpr http::Lane kActing{.workers = 8, .queued_requests_max = 256};
constexpr http::Lane kHashing{.workers = 2, .queued_requests_max = 16};

// What the server does by itself but following, each on a thread of its own.
class WorkBeside {
 public:
  WorkBeside(const Context& context, std::unique_ptr<MailWork> mail)
      : harvesting_(context), jobs_(context), upkeep_(context), mail_(std::move(mail)) {}

  Result<void> start() {
    TRY_VOID(harvesting_.start());
    TRY_VOID(jobs_.start());
    TRY_VOID(upkeep_.start());
    return mail_->start();
  }
  void stop() {
    mail_->stop();
    upkeep_.stop();
    jobs_.stop();
    harvesting_.stop();
  }
  const MailWork& mail() const { return *mail_; }

 private:
  SourceHarvesting harvesting_;
  JobWork jobs_;
  ReaderUpkeep upkeep_;
  std::unique_ptr<MailWork> mail_;
};

class ServeCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "serve",
        .group = "Serving",
        .summary = "shows the papers as pages and answers the API, until Ctrl-C",
        .about =
            "Serves pages to read, feeds to follow and the Daily Papers API, and keeps the index up to date "
            "meanwhile: what another command ingests can be found within a second. Clients of the public "
            "Daily Papers API work unchanged "
            "with HF_ENDPOINT=http://127.0.0.1:8370.\n\n"
            "It listens on this machine alone unless --listen says otherwise, and answers only to names that "
            "it "
            "knows: loopback ones and those of the setting server.hosts. When it is ready it prints "
            "\"listening on\" and its address. SIGTERM lets it finish what it has begun.",
        .examples = {{"broadsheet serve", "on http://127.0.0.1:8370"},
                     {"broadsheet serve --listen 127.0.0.1:0", "on any port that is free"},
                     {"HF_ENDPOINT=http://127.0.0.1:8370 hf papers ls", "with the public client"}},
    };
  }

  void declare(Options& options) override {
    options.flag("--log-requests",
                 "a line for every answer to stderr: route, status, time; no address, no query",
                 &log_requests_);
    options.text("--listen", "ADDR:PORT", "where to listen; port 0 is any that is free", &listen_);
  }

  Result<ExitStatus> run(Context& context) override {
    TRY(const ListenAddress listen, parse_listen(listen_));
    if (isatty(STDERR_FILENO) == 0) set_log_form(LogForm::kJsonLines);
    if (log_requests_) set_log_level(LogLevel::kInfo);
    TRY_VOID(context.folder.create());
    TRY(std::optional<store::FollowerLock> lock, lock_to_follow(context));
    TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
    TRY(const std::string single_reader, single_reader_key(context, *record, listen.address));
    // Nobody can make a second account, and whom one trusts with all one need not wait to count.
    if (!single_reader.empty()) {
      context.settings.accounts.sign_up = papers::SignUp::kClosed;
      context.settings.accounts.counts_after = std::chrono::days(0);
    }
    PublishedIndex index;
    const std::shared_ptr<const encode::Model> model = load_model(context, [](const std::string& why) {
      log_warning("searching by meaning is off", {{"because", why}});
    });
    if (model != nullptr) index.set_fingerprint(model->fingerprint());
    // What is published now is served at once; if there is nothing sound, following makes it.
    (void)index.open(context.folder.path(), *record);
    http::ServerOptions options;
    options.address = listen.address;
    options.port = listen.port;
    options.workers = std::max(kWorkersMin, std::thread::hardware_concurrency());
    options.lanes = {kActing, kHashing};
    options.lane_of = web::lane_of;
    options.trusted_proxies = context.settings.trusted_proxies;
    TRY(const std::unique_ptr<http::Server> server, http::Server::listen(options));
    TRY(std::vector<std::unique_ptr<store::Record>> records,
        open_records(context, options.workers + kActing.workers + kHashing.workers));

    IndexFollowing following(context.folder.path(), *record, std::move(lock), index);
    TRY_VOID(following.start());
    const auto may_encode = [on_battery_too = context.settings.encode_on_battery] {
      return on_battery_too || !on_battery();
    };
    VectorFollowing vectors(
        context.folder.path(), model, index, [&following] { return following.holds_lock(); }, may_encode);
    TRY_VOID(vectors.start());
    TRY(const std::unique_ptr<TrendingFollowing> trending,
        TrendingFollowing::start(context.folder.path(), context.clock));
    const std::string own_url = "http://" + listen.host() + ":" + std::to_string(server->port());
    TRY(std::unique_ptr<MailWork> mail,
        MailWork::make(context,
                       {.searcher = [&index] { return index.searcher(); },
                        .trending_table = [&trending] { return trending->table(); },
                        .model = model},
                       own_url));
    WorkBeside beside(context, std::move(mail));
    TRY_VOID(beside.start());
    std::atomic<bool> untold = false;
    TRY(std::thread waiting, start_thread([&server, &untold] {
          while (!stop_requested() && !untold) std::this_thread::sleep_for(std::chrono::milliseconds(20));
          server->stop();
        }));
    context.out.line("listening on " + own_url);
    const Result<void> told = context.out.flush();
    untold = !told.ok();
    const Result<void> served = serve(context, *server, options.workers, index, records, model, *trending,
                                      beside.mail(), single_reader);
    if (!served.ok()) untold = true;
    waiting.join();
    beside.stop();
    trending->stop();
    vectors.stop();
    following.stop();
    TRY_VOID(told);
    TRY_VOID(served);
    return ExitStatus::kDone;
  }

 private:
  // None while another process brings the followers up to date and will be gone soon.
  static Result<std::optional<store::FollowerLock>> lock_to_follow(const Context& context) {
    Result<store::FollowerLock> lock = store::FollowerLock::acquire(context.folder.path());
    if (lock.ok()) return std::optional<store::FollowerLock>(std::move(lock).value());
    TRY(const bool passing, store::FollowerLock::held_in_passing(context.folder.path()));
    if (passing) return std::optional<store::FollowerLock>();
    return lock.error();
  }

  static Result<std::vector<std::unique_ptr<store::Record>>> open_records(const Context& context,
                                                                          std::size_t count) {
    std::vector<std::unique_ptr<store::Record>> records;
    while (records.size() < count) {
      TRY(records.emplace_back(), store::Record::open(context.folder.path(), store::Record::Mode::kWrite));
    }
    return records;
  }

  // `workers`: those of lane 0, who show papers.
  static Result<void> serve(const Context& context, http::Server& server, std::size_t workers,
                            PublishedIndex& index, std::vector<std::unique_ptr<store::Record>>& records,
                            const std::shared_ptr<const encode::Model>& model,
                            const TrendingFollowing& trending, const MailWork& mail,
                            const std::string& single_reader) {
    ServerMailing mailing(context, mail);
    web::LetterLimits asked_letters;
    ServerAdministration administration(context, [&trending] { return trending.table(); });
    web::Metrics metrics;
    web::AnswerCache answers;
    web::LoginLimits login_limits;
    web::RateLimits rate_limits(
        {.api = context.settings.api_requests, .pages = context.settings.page_requests});
    const web::Site site{
        .clock = context.clock,
        .day_rule = context.settings.day_rule(),
        .trending = context.settings.trending,
        .trending_table = [&trending] { return trending.table(); },
        .public_url = context.settings.public_url,
        .websub_hub = context.settings.websub_hub,
        .contact = context.settings.server_contact,
        .hosts = context.settings.hosts,
        .searcher = [&index] { return index.searcher(); },
        .index_is_damaged = [&index] { index.mark_damaged(); },
        .trusted_proxies = context.settings.trusted_proxies,
        .metrics_readers = context.settings.metrics_readers,
        .account_rules = context.settings.accounts,
        .single_reader_key = single_reader,
        .administration = &administration,
        .mailing = &mailing,
        .asked_letters = &asked_letters,
        .login_limits = &login_limits,
        .answers = &answers,
        .rate_limits = &rate_limits,
        .metrics = &metrics,
        .server_counts = [&server] { return server.counts(); },
        .sources = [&context] { return health_of_sources(context); },
        .version = BROADSHEET_VERSION,
    };
    std::mutex warming_up;
    const auto make_handler = [&](std::size_t worker) -> http::Handler {
      // Who acts asks nothing and reads no formula.
      const bool shows_papers = worker < workers;
      auto backend = std::make_shared<web::Backend>(site, std::move(records[worker]),
                                                    make_query_encoder(shows_papers ? model : nullptr));
      if (shows_papers) {
        // Else the first reader of a formula would wait for it. One after another: the first worker is there
        // for the first reader while the others are not.
        const std::lock_guard lock(warming_up);
        backend->typesetter().warm_up();
      }
      return {[backend](http::Request&& request) { return web::answer(*backend, request); },
              [backend] { backend->typesetter().rest(); },
              [backend](http::BodyStream& stream) { return web::answer_more(*backend, stream); }};
    };
    return server.run(make_handler, web::refusal);
  }

  bool log_requests_ = false;
  std::string listen_ = "127.0.0.1:8370";
};

}  // namespace

std::unique_ptr<Command> make_serve_command() {
  return std::make_unique<ServeCommand>();
}

}  // namespace broadsheet::app
