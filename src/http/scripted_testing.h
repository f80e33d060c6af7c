// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// For tests: servers on ports of this machine that answer from a script and remember what they were told.

#ifndef BROADSHEET_HTTP_SCRIPTED_TESTING_H_
#define BROADSHEET_HTTP_SCRIPTED_TESTING_H_

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <functional>
#include <gtest/gtest.h>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace broadsheet::http {

// Serves one connection after another on a thread of its own.
class ScriptedListener {
 public:
  ScriptedListener(const ScriptedListener&) = delete;
  ScriptedListener& operator=(const ScriptedListener&) = delete;

  std::uint16_t port() const { return port_; }
  // In order.
  std::vector<std::string> seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
  }
  // Of those that begin so.
  int count(const std::string& start) const {
    int found = 0;
    for (const std::string& line : seen()) found += line.starts_with(start) ? 1 : 0;
    return found;
  }

 protected:
  ScriptedListener() {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 8), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~ScriptedListener() { ::close(listener_); }

  // `talk` gets the connection and its number, from 0.
  void start(const std::function<void(int fd, std::size_t number)>& talk) {
    thread_ = std::thread([this, talk] {
      for (std::size_t number = 0; readable(listener_); ++number) {
        const int fd = ::accept(listener_, nullptr, nullptr);
        talk(fd, number);
        ::close(fd);
      }
    });
  }
  // Before what `talk` uses is gone.
  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  // "" at the end of the connection.
  std::string read_until(int fd, std::string& buffer, const std::string& end) const {
    while (buffer.find(end) == std::string::npos)
      if (!read_more(fd, buffer)) return "";
    const std::size_t size = buffer.find(end) + end.size();
    std::string taken = buffer.substr(0, size);
    buffer.erase(0, size);
    return taken;
  }
  bool read_more(int fd, std::string& buffer) const {
    std::array<char, 4096> bytes{};
    const ssize_t got = readable(fd) ? ::recv(fd, bytes.data(), bytes.size(), 0) : 0;
    if (got > 0) buffer.append(bytes.data(), static_cast<std::size_t>(got));
    return got > 0;
  }
  void note(const std::string& line) {
    const std::lock_guard lock(mutex_);
    seen_.push_back(line);
  }

 private:
  bool readable(int fd) const {
    while (!stop_) {
      pollfd one{fd, POLLIN, 0};
      if (::poll(&one, 1, 5) > 0) return true;
    }
    return false;
  }

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> stop_ = false;
  mutable std::mutex mutex_;
  std::vector<std::string> seen_;
  std::thread thread_;
};

// Answers a command by its verb; the banner is that of "", the one to the final dot that of ".". Instead of
// an answer, kHangUp and kSilence; several are separated by |. The nth connection follows the nth script, the
// last one all later ones too.
using Script = std::map<std::string, std::string>;
inline constexpr const char* kHangUp = "<close>";
inline constexpr const char* kSilence = "<silence>";

inline Script willing(Script changes = {}) {
  Script script{{"", "220 hi"},           {"EHLO", "250-me\r\n250-SIZE 5000\r\n250 8BITMIME"},
                {"HELO", "250 me"},       {"MAIL", "250 ok"},
                {"RCPT", "250 ok"},       {"DATA", "354 go"},
                {".", "250 2.0.0 taken"}, {"RSET", "250 ok"},
                {"QUIT", "221 bye"}};
  for (const auto& [verb, answer] : changes) script[verb] = answer;
  return script;
}

// A mail server. What it saw: commands, and a message as "BODY:" and its bytes up to and with the dot.
class ScriptedServer : public ScriptedListener {
 public:
  // `before` is called with the verb of each command, or ".", before it is answered.
  explicit ScriptedServer(std::vector<Script> scripts,
                          std::function<void(const std::string& verb)> before = {})
      : scripts_(std::move(scripts)), before_(std::move(before)) {
    start(
        [this](int fd, std::size_t number) { talk(fd, scripts_.at(std::min(number, scripts_.size() - 1))); });
  }
  ~ScriptedServer() { stop(); }

 private:
  bool answer(int fd, const std::string& text) const {
    if (text == kHangUp) return false;
    if (text == kSilence) {
      std::string buffer;
      return !read_until(fd, buffer, "never").empty();
    }
    return ::send(fd, (text + "\r\n").data(), text.size() + 2, MSG_NOSIGNAL) > 0;
  }
  static std::string next_of(std::string& answers) {
    const std::size_t end = answers.find('|');
    const std::string next = answers.substr(0, end);
    if (end != std::string::npos) answers.erase(0, end + 1);
    return next;
  }
  void talk(int fd, Script script) {
    std::string buffer;
    if (!answer(fd, script[""])) return;
    while (true) {
      const std::string line = read_until(fd, buffer, "\r\n");
      if (line.empty()) return;
      note(line.substr(0, line.size() - 2));
      std::string verb = line.substr(0, 4);
      if (before_) before_(verb);
      const std::string said = next_of(script[verb]);
      if (!answer(fd, said) || verb == "QUIT") return;
      if (verb != "DATA" || !said.starts_with("354")) continue;
      buffer.insert(0, "\r\n");  // so that a message of the dot alone ends too
      const std::string body = read_until(fd, buffer, "\r\n.\r\n");
      if (body.empty()) return;
      note("BODY:" + body.substr(2));
      if (before_) before_(".");
      if (!answer(fd, next_of(script["."]))) return;
    }
  }

  const std::vector<Script> scripts_;
  const std::function<void(const std::string&)> before_;
};

// Answers the nth request with the nth status, the last one all later ones too. What it saw: whole requests.
class ScriptedWebServer : public ScriptedListener {
 public:
  explicit ScriptedWebServer(std::vector<int> statuses) : statuses_(std::move(statuses)) {
    start([this](int fd, std::size_t number) {
      talk(fd, statuses_.at(std::min(number, statuses_.size() - 1)));
    });
  }
  ~ScriptedWebServer() { stop(); }

 private:
  void talk(int fd, int status) {
    std::string buffer;
    std::string request = read_until(fd, buffer, "\r\n\r\n");
    if (request.empty()) return;
    static constexpr std::string_view kLength = "Content-Length: ";
    const std::size_t length = request.find(kLength);
    const std::size_t wanted =
        length == std::string::npos ? 0 : std::stoul(request.substr(length + kLength.size()));
    while (buffer.size() < wanted)
      if (!read_more(fd, buffer)) return;
    note(request + buffer);
    const std::string answer =
        "HTTP/1.1 " + std::to_string(status) + " As Asked\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    (void)::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
  }

  const std::vector<int> statuses_;
};

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_SCRIPTED_TESTING_H_
