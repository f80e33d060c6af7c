// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "http/client.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/ascii.h"
#include "http/curl_start.h"

namespace broadsheet::http {
namespace {

constexpr std::size_t kHeaderBytesMax = std::size_t{128} << 10;
constexpr long kConnectSeconds = 20;

using Text = std::unique_ptr<char, decltype(&curl_free)>;
using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Text part_of(const Url& url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK) text = nullptr;
  return {text, &curl_free};
}

// The text may come from an answer, and is shown on terminals and kept.
Error no_url(const std::string& url, std::string_view why) {
  constexpr std::size_t kBytesShown = 200;
  std::string shown = url.substr(0, kBytesShown);
  std::ranges::replace_if(
      shown, [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return {ErrorCode::kInvalid, "'" + shown + (url.size() > kBytesShown ? "…' " : "' ") + std::string(why)};
}

// A block of addresses: the first `bits` bits of `bytes`.
template <std::size_t N>
struct Block {
  std::array<unsigned char, N> bytes;
  unsigned bits;
};

template <std::size_t N>
bool is_in(const unsigned char* address, const Block<N>& block) {
  for (unsigned bit = 0; bit < block.bits; ++bit) {
    const unsigned mask = 0x80U >> (bit % 8);
    if ((address[bit / 8] & mask) != (block.bytes[bit / 8] & mask)) return false;
  }
  return true;
}

// IANA's special-purpose registries (RFC 6890): what is not globally reachable.
constexpr std::array<Block<4>, 15> kSpecial4{{{{0}, 8},
                                              {{10}, 8},
                                              {{100, 64}, 10},
                                              {{127}, 8},
                                              {{169, 254}, 16},
                                              {{172, 16}, 12},
                                              {{192, 0, 0}, 24},
                                              {{192, 0, 2}, 24},
                                              {{192, 88, 99}, 24},
                                              {{192, 168}, 16},
                                              {{198, 18}, 15},
                                              {{198, 51, 100}, 24},
                                              {{203, 0, 113}, 24},
                                              {{224}, 4},
                                              {{240}, 4}}};
// Global unicast is 2000::/3; within it are documentation, benchmarks and tunnels.
constexpr Block<16> kGlobal6{{0x20}, 3};
constexpr std::array<Block<16>, 5> kSpecial6{{{{0x20, 0x01, 0x00, 0x00}, 23},
                                              {{0x20, 0x01, 0x0d, 0xb8}, 32},
                                              {{0x20, 0x02}, 16},
                                              {{0x3f, 0xff}, 20},
                                              {{0x5f, 0x00}, 16}}};
// NAT64, without which a machine that has only IPv6 reaches no IPv4: as public as the address within it.
constexpr Block<16> kTranslated{{0x00, 0x64, 0xff, 0x9b}, 96};

bool is_public4(const unsigned char* address) {
  return std::ranges::none_of(kSpecial4, [&](const auto& block) { return is_in(address, block); });
}

bool is_public6(const unsigned char* address) {
  if (is_in(address, kTranslated)) return is_public4(address + 12);
  return is_in(address, kGlobal6) &&
         std::ranges::none_of(kSpecial6, [&](const auto& block) { return is_in(address, block); });
}

}  // namespace

bool is_public_address(const void* address) {
  sockaddr family{};
  std::memcpy(&family, address, sizeof family);
  if (family.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, address, sizeof v4);
    std::array<unsigned char, 4> bytes{};
    std::memcpy(bytes.data(), &v4.sin_addr, bytes.size());
    return is_public4(bytes.data());
  }
  if (family.sa_family != AF_INET6) return false;
  sockaddr_in6 v6{};
  std::memcpy(&v6, address, sizeof v6);
  return is_public6(v6.sin6_addr.s6_addr);
}

std::string_view Fetched::header(std::string_view lower_case_name) const {
  std::string_view value;
  for (const auto& [name, text] : headers) {
    if (name == lower_case_name) value = text;
  }
  return value;
}

Result<UrlParts> parse_url(const std::string& text) {
  const Url url(curl_url(), &curl_url_cleanup);
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
    return no_url(text, "is no URL: write one like https://example.org/feed.xml");
  const Text scheme = part_of(url, CURLUPART_SCHEME);
  const Text host = part_of(url, CURLUPART_HOST);
  const Text port = part_of(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  const std::string name = scheme == nullptr ? "" : ascii_lower(scheme.get());
  if (name != "http" && name != "https") return no_url(text, "can't be asked: only http and https can");
  if (host == nullptr || port == nullptr) return no_url(text, "is no URL");
  UrlParts parts{name, ascii_lower(host.get()), port.get()};
  if (part_of(url, CURLUPART_USER) != nullptr || part_of(url, CURLUPART_PASSWORD) != nullptr)
    return no_url(text, "holds a user name, which would be kept where others can read it");
  return parts;
}

Result<std::string> resolve_url(const std::string& base, const std::string& location) {
  const Url url(curl_url(), &curl_url_cleanup);
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK ||
      curl_url_set(url.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK)
    return no_url(location, "is no place to be sent on to");
  const Text whole = part_of(url, CURLUPART_URL);
  if (whole == nullptr) return no_url(location, "is no place to be sent on to");
  std::string resolved = whole.get();
  TRY_VOID(parse_url(resolved));
  return resolved;
}

struct Client::State {
  FetchOptions options;
  CURL* handle = nullptr;
  Fetched answer;
  std::size_t header_bytes = 0;
  bool too_large = false;
  bool private_address = false;
  std::array<char, CURL_ERROR_SIZE> message{};

  ~State() {
    if (handle != nullptr) curl_easy_cleanup(handle);
  }

  void configure();
  void start();
  void take_header(std::string_view line);
  Error error_of(CURLcode code, const std::string& url) const;

  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self);
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
  static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
};

void Client::State::configure() {
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  // No proxy of the environment: it would be the one who connects, to whatever it likes.
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(options.time_max.count()));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.silence_max.count()));
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, message.data());
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &State::on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &State::on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &State::on_progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &State::on_socket);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this);
}

void Client::State::start() {
  answer = {};
  header_bytes = 0;
  too_large = false;
  private_address = false;
  message[0] = '\0';
}

void Client::State::take_header(std::string_view line) {
  // An interim answer (100) comes before the real one.
  if (line.starts_with("HTTP/")) answer.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  answer.headers.emplace_back(ascii_lower(trimmed(line.substr(0, colon))),
                              std::string(trimmed(line.substr(colon + 1))));
}

std::size_t Client::State::on_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& state = *static_cast<State*>(self);
  state.header_bytes += size * count;
  if (state.header_bytes > kHeaderBytesMax) {
    state.too_large = true;
    return 0;
  }
  state.take_header({bytes, size * count});
  return size * count;
}

std::size_t Client::State::on_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  auto& state = *static_cast<State*>(self);
  if (state.answer.body.size() + size * count > state.options.body_bytes_max) {
    state.too_large = true;
    return 0;
  }
  state.answer.body.append(bytes, size * count);
  return size * count;
}

int Client::State::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& state = *static_cast<State*>(self);
  return state.options.stop != nullptr && state.options.stop->load(std::memory_order_relaxed) ? 1 : 0;
}

curl_socket_t Client::State::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& state = *static_cast<State*>(self);
  if (!state.options.private_addresses && !is_public_address(&address->addr)) {
    state.private_address = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

Error Client::State::error_of(CURLcode code, const std::string& url) const {
  if (code == CURLE_ABORTED_BY_CALLBACK) return {ErrorCode::kInterrupted, "asked to stop"};
  if (too_large) {
    return {ErrorCode::kTooLarge,
            url + ": the answer is larger than " + std::to_string(options.body_bytes_max >> 20) + " MiB"};
  }
  if (private_address) {
    std::string why = ": this address lies in a private network or on this machine";
    if (!options.private_setting.empty())
      why += "; if it is yours, allow it: broadsheet config set " + options.private_setting + " true";
    return {ErrorCode::kInvalid, url + why};
  }
  const std::string why = message[0] != '\0' ? message.data() : curl_easy_strerror(code);
  return {ErrorCode::kIo, url + ": " + why};
}

Client::Client(std::unique_ptr<State> state) : state_(std::move(state)) {}
Client::~Client() = default;

Result<std::unique_ptr<Client>> Client::make(FetchOptions options) {
  start_curl();
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->handle = curl_easy_init();
  if (state->handle == nullptr) return Error(ErrorCode::kIo, "the HTTP client could not be started");
  state->configure();
  return std::unique_ptr<Client>(new Client(std::move(state)));
}

Result<Fetched> Client::ask(const std::string& url, const Headers& headers) {
  TRY(const UrlParts parts, parse_url(url));
  State& state = *state_;
  const std::vector<std::uint16_t>& ports = state.options.ports;
  std::uint16_t port = 0;
  std::from_chars(parts.port.data(), parts.port.data() + parts.port.size(), port);
  if (!ports.empty() && std::ranges::find(ports, port) == ports.end())
    return no_url(url, "names a port that may not be asked");
  state.start();
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> lines(nullptr, &curl_slist_free_all);
  for (const auto& [name, value] : headers) {
    const std::string line = name + (value.empty() ? ":" : ": " + value);
    if (line.find_first_of({"\r\n\0", 3}) != std::string::npos)
      return Error(ErrorCode::kInvalid, "a header holds a line end");
    curl_slist* longer = curl_slist_append(lines.get(), line.c_str());
    if (longer == nullptr) return Error(ErrorCode::kIo, "out of memory");
    (void)lines.release();
    lines.reset(longer);
  }
  curl_easy_setopt(state.handle, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(state.handle, CURLOPT_URL, url.c_str());
  const CURLcode code = curl_easy_perform(state.handle);
  curl_easy_setopt(state.handle, CURLOPT_HTTPHEADER, nullptr);
  if (code != CURLE_OK) return state.error_of(code, url);
  long status = 0;
  curl_easy_getinfo(state.handle, CURLINFO_RESPONSE_CODE, &status);
  state.answer.status = static_cast<int>(status);
  return std::move(state.answer);
}

Result<Fetched> Client::get(const std::string& url, const Headers& headers) {
  return ask(url, headers);
}

Result<Fetched> Client::post(const std::string& url, const std::string& content_type, std::string_view body,
                             const Headers& headers) {
  CURL* handle = state_->handle;
  Headers all{{"content-type", content_type},
              {"expect", ""}};  // a body is not kept waiting for "100 Continue"
  all.insert(all.end(), headers.begin(), headers.end());
  curl_easy_setopt(handle, CURLOPT_POST, 1L);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  // Of no bytes there may be no address, which libcurl would take for a body that is read elsewhere.
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.empty() ? "" : body.data());
  Result<Fetched> answer = ask(url, all);
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, nullptr);
  curl_easy_setopt(handle, CURLOPT_HTTPGET, 1L);
  return answer;
}

}  // namespace broadsheet::http
