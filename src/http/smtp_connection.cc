// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// libcurl drives the opening: it is asked for the connection alone, and stops once the server is ready for
// mail. Its replies are read twice, by libcurl and by us: libcurl passes over lines that are none and keeps
// the front of lines without an end, and only we know which reply belongs to which step. From then on bytes
// go through curl_easy_send and curl_easy_recv, which only add TLS.

#include "http/smtp_connection.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <curl/curl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "http/curl_start.h"

namespace broadsheet::http {
namespace {

// Being asked to stop is seen that fast.
constexpr std::chrono::milliseconds kTick{100};
constexpr std::chrono::milliseconds kOpeningTick{20};
// Everything a server may say before it is ready for mail, certificates included.
constexpr std::size_t kOpeningBytesMax = std::size_t{128} << 10;
constexpr std::size_t kReadBytes = 4096;
// Steps of an opening that wait for a reply: banner, EHLO, STARTTLS, handshake, EHLO, AUTH with its two
// parts.
constexpr int kOpeningSteps = 8;

bool is_stopped(const SmtpOptions& options) {
  return options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
}

std::size_t bytes_received(int fd) {
  tcp_info info{};
  socklen_t size = sizeof info;
  // A kernel that doesn't know leaves 0: then time alone bounds the opening.
  if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) return 0;
  return info.tcpi_bytes_received;
}

bool is_connected(int fd) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  return getpeername(fd, reinterpret_cast<sockaddr*>(&peer), &size) == 0;
}

}  // namespace

struct SmtpConnection::State {
  const SmtpOptions& options;
  CURL* easy = nullptr;
  CURLM* multi = nullptr;
  std::string url;  // and other texts that libcurl is given
  std::string login_options;
  std::array<char, CURL_ERROR_SIZE> message{};
  std::vector<int> sockets;

  // The opening: which step the server is at, since when, and what it has answered to that step.
  SmtpStage stage = SmtpStage::kConnect;
  SmtpClock::time_point since = SmtpClock::now();
  SmtpClock::time_point opening_deadline;
  SmtpReplyReader reader;
  std::optional<SmtpReply> answer;
  bool garbage = false;
  bool logged_in = false;
  SmtpExtensions extensions;

  int socket = -1;
  std::string received;  // not yet read as a reply

  explicit State(const SmtpOptions& o) : options(o) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  bool start();
  void configure();
  std::optional<SmtpOutcome> open();
  std::optional<SmtpOutcome> finish(CURLcode code);
  void notice_connection();
  void notice_handshake();
  std::optional<SmtpOutcome> overdue();
  void enter(SmtpStage next);
  bool says_too_much() const;
  bool take_line(std::string_view line);
  void take_extension(std::string_view line);
  SmtpOutcome failure(std::string_view why) const;
  Result<void> wait(short events, SmtpClock::time_point deadline, SmtpClock::duration stop_grace);
  Result<bool> receive();

  static int on_debug(CURL*, curl_infotype type, char* bytes, std::size_t size, void* self);
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char*, std::size_t size, std::size_t count, void*) { return size * count; }
  static curl_socket_t on_socket(void* self, curlsocktype, curl_sockaddr* address);
  static int on_close(void* self, curl_socket_t fd);
};

SmtpConnection::State::~State() {
  if (multi != nullptr && easy != nullptr) curl_multi_remove_handle(multi, easy);
  if (easy != nullptr) curl_easy_cleanup(easy);
  if (multi != nullptr) curl_multi_cleanup(multi);
}

bool SmtpConnection::State::start() {
  start_curl();
  easy = curl_easy_init();
  multi = curl_multi_init();
  if (easy == nullptr || multi == nullptr) return false;
  configure();
  return curl_multi_add_handle(multi, easy) == CURLM_OK;
}

void SmtpConnection::State::configure() {
  const bool is_v6 = options.host.find(':') != std::string::npos;
  url = options.security == SmtpSecurity::kTls ? "smtps://" : "smtp://";
  url += is_v6 ? "[" + options.host + "]" : options.host;
  url += ":" + std::to_string(options.port) + "/" + options.hello_name;
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  const bool needs_upgrade = options.security == SmtpSecurity::kStartTls;
  curl_easy_setopt(easy, CURLOPT_USE_SSL,
                   static_cast<long>(needs_upgrade ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (!options.user.empty()) {
    curl_easy_setopt(easy, CURLOPT_USERNAME, options.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, options.password.c_str());
    // The others hide the password from a server that TLS has identified, and need weak hashes for it.
    login_options = "AUTH=PLAIN;AUTH=LOGIN";
    curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, login_options.c_str());
  }
  // Our own clock ends each step; these only keep libcurl's from doing so earlier.
  const auto step = options.timeouts.reply + std::chrono::seconds(1);
  const auto whole = options.timeouts.connect + kOpeningSteps * step;
  curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                   static_cast<long>(std::chrono::ceil<std::chrono::seconds>(step).count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(whole.count()));
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, message.data());
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &State::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &State::on_body);
  curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &State::on_debug);
  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, this);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &State::on_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &State::on_close);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
}

curl_socket_t SmtpConnection::State::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& state = *static_cast<State*>(self);
  const int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (fd < 0) return CURL_SOCKET_BAD;
  state.sockets.push_back(fd);
  return fd;
}

int SmtpConnection::State::on_close(void* self, curl_socket_t fd) {
  auto& state = *static_cast<State*>(self);
  state.notice_connection();
  std::erase(state.sockets, fd);
  return ::close(fd);
}

void SmtpConnection::State::enter(SmtpStage next) {
  stage = next;
  since = SmtpClock::now();
  answer.reset();
  reader.clear();
}

int SmtpConnection::State::on_debug(CURL*, curl_infotype type, char* bytes, std::size_t size, void* self) {
  if (type != CURLINFO_HEADER_OUT) return 0;
  auto& state = *static_cast<State*>(self);
  const std::string_view command(bytes, size);
  SmtpStage next = state.stage;  // what follows AUTH has no verb
  if (command.starts_with("EHLO") || command.starts_with("HELO")) {
    next = SmtpStage::kHello;
    state.extensions = {};
  } else if (command.starts_with("STARTTLS")) {
    next = SmtpStage::kTls;
  } else if (command.starts_with("AUTH")) {
    next = SmtpStage::kLogin;
  }
  state.enter(next);
  return 0;
}

std::size_t SmtpConnection::State::on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<State*>(self)->take_line({bytes, size * count}) ? size * count : 0;
}

bool SmtpConnection::State::says_too_much() const {
  return std::ranges::any_of(sockets, [](int fd) { return bytes_received(fd) > kOpeningBytesMax; });
}

// False to end the opening.
bool SmtpConnection::State::take_line(std::string_view line) {
  notice_handshake();
  if (stage == SmtpStage::kConnect) enter(SmtpStage::kBanner);
  if (stage == SmtpStage::kHello) take_extension(line);
  const SmtpReplyReader::State read = reader.take(line);
  garbage = read == SmtpReplyReader::State::kGarbage || says_too_much();
  if (garbage || read != SmtpReplyReader::State::kDone) return !garbage;
  answer = reader.reply();
  reader.clear();
  since = SmtpClock::now();
  if (stage == SmtpStage::kLogin && answer->code == 235) logged_in = true;
  // Its connection is at an end, whatever libcurl would still try.
  return answer->code != 421;
}

void SmtpConnection::State::take_extension(std::string_view line) {
  constexpr std::size_t kBeforeKeyword = 4;  // "250-"
  if (line.size() <= kBeforeKeyword || !line.starts_with("250")) return;
  std::string_view rest = trimmed(line.substr(kBeforeKeyword));
  const std::string keyword = ascii_lower(take_until(rest, ' '));
  if (keyword == "8bitmime") extensions.eight_bit = true;
  if (keyword != "size") return;
  extensions.size = true;
  std::size_t bytes = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), bytes);
  if (error == std::errc() && bytes != 0) extensions.size_max = bytes;
}

SmtpOutcome SmtpConnection::State::failure(std::string_view why) const {
  SmtpOutcome outcome;
  outcome.result = SmtpResult::kUnreachable;
  outcome.stage = stage;
  if (answer && answer->code >= 400) {
    outcome.code = answer->code;
    outcome.enhanced = answer->enhanced;
    why = answer->text;
  }
  outcome.text = smtp_text(why);
  return outcome;
}

void SmtpConnection::State::notice_connection() {
  if (stage == SmtpStage::kConnect && std::ranges::any_of(sockets, is_connected))
    enter(options.security == SmtpSecurity::kTls ? SmtpStage::kTls : SmtpStage::kBanner);
}

// Where TLS comes first, what follows the handshake is the greeting: one that is missing or refuses us is no
// fault of TLS, whose certificates the operator would look at in vain. Not to be called once `easy` is gone.
void SmtpConnection::State::notice_handshake() {
  if (stage != SmtpStage::kTls || options.security != SmtpSecurity::kTls) return;
  curl_off_t took_us = 0;  // until the handshake was complete
  if (curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &took_us) == CURLE_OK && took_us > 0)
    enter(SmtpStage::kBanner);
}

std::optional<SmtpOutcome> SmtpConnection::State::overdue() {
  if (is_stopped(options)) {
    SmtpOutcome outcome = failure("asked to stop");
    outcome.result = SmtpResult::kTryLater;
    return outcome;
  }
  notice_connection();
  notice_handshake();
  const SmtpTimeouts& timeouts = options.timeouts;
  const auto patience = stage == SmtpStage::kConnect ? timeouts.connect : timeouts.reply;
  const SmtpClock::time_point now = SmtpClock::now();
  if (now - since > patience || now > opening_deadline) return failure("the server did not answer in time");
  if (says_too_much()) return failure("the server sent what is no reply");
  return std::nullopt;
}

// Nothing once the server is ready for mail.
std::optional<SmtpOutcome> SmtpConnection::State::open() {
  while (true) {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) return failure("libcurl failed");
    int left = 0;
    if (const CURLMsg* done = curl_multi_info_read(multi, &left);
        done != nullptr && done->msg == CURLMSG_DONE)
      return finish(done->data.result);
    if (std::optional<SmtpOutcome> late = overdue()) return late;
    if (curl_multi_poll(multi, nullptr, 0, static_cast<int>(kOpeningTick.count()), nullptr) != CURLM_OK)
      return failure("libcurl failed");
  }
}

std::optional<SmtpOutcome> SmtpConnection::State::finish(CURLcode code) {
  notice_connection();
  notice_handshake();
  if (code == CURLE_USE_SSL_FAILED && stage == SmtpStage::kHello) {
    stage = SmtpStage::kTls;
    return failure("the server offers no STARTTLS, and nothing is sent without it");
  }
  if (garbage) return failure("the server sent what is no reply");
  if (code == CURLE_LOGIN_DENIED) stage = SmtpStage::kLogin;
  if (code != CURLE_OK) return failure(message[0] != '\0' ? message.data() : curl_easy_strerror(code));
  if (!options.user.empty() && !logged_in) {
    stage = SmtpStage::kLogin;
    return failure("the server takes no login by AUTH PLAIN or LOGIN");
  }
  curl_socket_t active = CURL_SOCKET_BAD;
  if (curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &active) != CURLE_OK || active == CURL_SOCKET_BAD)
    return failure("the connection was lost");
  socket = active;
  return std::nullopt;
}

Result<void> SmtpConnection::State::wait(short events, SmtpClock::time_point deadline,
                                         SmtpClock::duration stop_grace) {
  std::optional<SmtpClock::time_point> stop_seen;
  while (true) {
    const SmtpClock::time_point now = SmtpClock::now();
    if (is_stopped(options)) {
      if (!stop_seen) stop_seen = now;
      if (now - *stop_seen >= stop_grace) return Error(ErrorCode::kInterrupted, "asked to stop");
    }
    if (now >= deadline) return Error(ErrorCode::kIo, "the server did not answer in time");
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now);
    pollfd one{socket, events, 0};
    const int ready = ::poll(&one, 1, static_cast<int>(std::min(kTick, left).count()));
    if (ready > 0) return {};
  }
}

// True if something came, false if there is nothing yet.
Result<bool> SmtpConnection::State::receive() {
  std::array<char, kReadBytes> bytes{};
  std::size_t taken = 0;
  const CURLcode code = curl_easy_recv(easy, bytes.data(), bytes.size(), &taken);
  if (code == CURLE_AGAIN) return false;
  if (code != CURLE_OK || taken == 0) return Error(ErrorCode::kIo, "the server closed the connection");
  received.append(bytes.data(), taken);
  return true;
}

SmtpConnection::SmtpConnection(std::unique_ptr<State> state) : state_(std::move(state)) {}
SmtpConnection::~SmtpConnection() = default;

SmtpConnection::Opened SmtpConnection::open(const SmtpOptions& options, SmtpClock::time_point deadline) {
  auto state = std::make_unique<State>(options);
  state->opening_deadline = deadline;
  if (!state->start()) return state->failure("libcurl could not be started");
  if (std::optional<SmtpOutcome> failed = state->open()) return *std::move(failed);
  return std::unique_ptr<SmtpConnection>(new SmtpConnection(std::move(state)));
}

const SmtpExtensions& SmtpConnection::extensions() const {
  return state_->extensions;
}

Result<void> SmtpConnection::send(std::string_view bytes, SmtpClock::time_point deadline) {
  State& state = *state_;
  while (!bytes.empty()) {
    std::size_t sent = 0;
    const CURLcode code = curl_easy_send(state.easy, bytes.data(), bytes.size(), &sent);
    if (code == CURLE_AGAIN) {
      TRY_VOID(state.wait(POLLOUT, deadline, {}));
      continue;
    }
    if (code != CURLE_OK) return Error(ErrorCode::kIo, "the server closed the connection");
    bytes.remove_prefix(sent);
  }
  return {};
}

Result<SmtpReply> SmtpConnection::read_reply(SmtpClock::time_point deadline, SmtpClock::duration stop_grace) {
  State& state = *state_;
  SmtpReplyReader reader;
  while (true) {
    std::string_view rest = state.received;
    const SmtpReplyReader::State read = reader.take(rest);
    state.received.erase(0, state.received.size() - rest.size());
    if (read == SmtpReplyReader::State::kDone) return reader.reply();
    if (read == SmtpReplyReader::State::kGarbage)
      return Error(ErrorCode::kInvalid, "the server sent what is no reply");
    TRY(const bool came, state.receive());
    // A server that always has a little more to say doesn't get beyond the deadline either.
    if (came && SmtpClock::now() < deadline) continue;
    TRY_VOID(state.wait(POLLIN, deadline, stop_grace));
  }
}

bool SmtpConnection::is_quiet() {
  if (!state_->received.empty()) return false;
  const Result<bool> came = state_->receive();
  return came.ok() && !came.value();
}

}  // namespace broadsheet::http
