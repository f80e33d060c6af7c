// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Client: one GET or POST at a time over HTTP(S), bounded in bytes and time. It follows no redirect and tries
// nothing twice: whoever asks decides about that, since each request counts for a host's patience (ingest).
//
// Addresses come from people and from answers, so the address that a name resolved to is looked at when the
// socket is made: unless it is asked for, nothing of this machine or its private networks is reached,
// whatever the name says.

#ifndef BROADSHEET_HTTP_CLIENT_H_
#define BROADSHEET_HTTP_CLIENT_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace broadsheet::http {

struct FetchOptions {
  std::string user_agent;          // "Broadsheet/0.1 (+https://example.org; mailto:...)"
  bool private_addresses = false;  // also addresses of this machine and of private networks
  // The setting that allows them, for the person who is refused; "": none does.
  std::string private_setting = "harvest.private_addresses";
  std::vector<std::uint16_t> ports{};                  // that may be asked; none: any
  std::size_t body_bytes_max = std::size_t{64} << 20;  // unpacked
  std::chrono::seconds time_max{300};
  // A peer that sends less than a byte a second for so long has gone silent.
  std::chrono::seconds silence_max{60};
  const std::atomic<bool>* stop = nullptr;  // set by a signal handler
};

inline constexpr int kNotModified = 304;

struct Fetched {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;                                          // unpacked
  // Of the last header of that name; "" if there is none.
  std::string_view header(std::string_view lower_case_name) const;
};

// What a URL says, as the client itself reads it.
struct UrlParts {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case, without a port
  std::string port;    // always there
};
// kInvalid for what is no absolute http(s) URL without a user name.
Result<UrlParts> parse_url(const std::string& url);
// The URL that a Location header means. kInvalid as above.
Result<std::string> resolve_url(const std::string& base, const std::string& location);

// Confined to one thread; keeps its connection for the next request to the same host.
class Client {
 public:
  static Result<std::unique_ptr<Client>> make(FetchOptions options);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  using Headers = std::vector<std::pair<std::string, std::string>>;

  // Any answer with a status is a value. kInvalid for a URL that is none or may not be asked and for a header
  // that holds a line end, kTooLarge for a body beyond the limit, kInterrupted, kIo for whatever else kept an
  // answer from being complete.
  Result<Fetched> get(const std::string& url, const Headers& headers = {});
  // As get. After kIo the body may have arrived there or not.
  Result<Fetched> post(const std::string& url, const std::string& content_type, std::string_view body,
                       const Headers& headers = {});

 private:
  struct State;
  Result<Fetched> ask(const std::string& url, const Headers& headers);
  explicit Client(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// False for addresses of this machine, of private and link-local networks, of multicast and of documentation,
// also where NAT64 would translate an IPv6 address to such a one. `address` is a sockaddr.
bool is_public_address(const void* address);

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_CLIENT_H_
