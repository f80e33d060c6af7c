// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Against a name server of this process, which answers every question with the same records.

#include "http/dns_text.h"

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <gtest/gtest.h>
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
namespace {

using std::string_literals::operator""s;

std::string number(unsigned value) {
  return {static_cast<char>(value >> 8), static_cast<char>(value & 0xFF)};
}
std::string labels(std::string_view name) {
  std::string wire;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('.'), name.size());
    wire += static_cast<char>(end);
    wire += name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return wire + '\0';
}
constexpr unsigned kText = 16;
constexpr unsigned kMail = 15;
constexpr unsigned kAlias = 5;
std::string record(const std::string& owner, unsigned type, const std::string& data) {
  return labels(owner) + number(type) + number(1) + number(0) + number(60) +
         number(static_cast<unsigned>(data.size())) + data;
}
std::string text(std::string_view value) {
  return static_cast<char>(value.size()) + std::string(value);
}
std::string packet(const std::string& name, unsigned type, const std::vector<std::string>& records) {
  std::string all = "\x12\x34\x81\x80"s + number(1) + number(static_cast<unsigned>(records.size())) +
                    number(0) + number(0) + labels(name) + number(type) + number(1);
  for (const std::string& one : records) all += one;
  return all;
}

using Texts = std::vector<std::string>;

TEST(TextAnswer, JoinsTheStringsOfARecord) {
  const std::string key(255, 'k');
  const std::string answer =
      packet("a.test", kText,
             {record("a.test", kText, text("v=DKIM1; p=") + text(key) + text("")),
              record("A.Test", kText, text("v=spf1 -all")), record("a.test", kText, "")});
  EXPECT_EQ(read_text_answer(answer, "a.test").value(), (Texts{"v=DKIM1; p=" + key, "v=spf1 -all", ""}));
}

TEST(TextAnswer, FollowsAliasesAndNothingElse) {
  const std::string answer =
      packet("a.test", kText,
             {record("a.test", kAlias, labels("b.test")), record("b.test", kAlias, labels("c.test")),
              record("c.test", kText, text("yes")), record("evil.test", kText, text("no")),
              record("c.test", kMail, number(1) + labels("no.test"))});
  EXPECT_EQ(read_text_answer(answer, "a.test").value(), Texts{"yes"});
  EXPECT_EQ(read_text_answer(answer, "evil2.test").value(), Texts{});
  const std::string circle =
      packet("a.test", kText,
             {record("a.test", kAlias, labels("b.test")), record("b.test", kAlias, labels("a.test"))});
  EXPECT_EQ(read_text_answer(circle, "a.test").value(), Texts{});
}

TEST(TextAnswer, IsDamagedOrShorterWhereverItIsCut) {
  const std::string whole = packet("a.test", kText, {record("a.test", kText, text("one") + text("two"))});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto read = read_text_answer(std::string_view(whole).substr(0, size), "a.test");
    ASSERT_FALSE(read.ok()) << size;
    EXPECT_EQ(read.error().code(), ErrorCode::kDamaged);
  }
  const std::string lying = packet("a.test", kText,
                                   {record("a.test", kText,
                                           "\x7F"
                                           "abc")});
  EXPECT_EQ(read_text_answer(lying, "a.test").error().code(), ErrorCode::kDamaged);
}

TEST(MailAnswer, IsByPreference) {
  const std::string answer = packet("a.test", kMail,
                                    {record("a.test", kMail, number(20) + labels("Second.test")),
                                     record("a.test", kMail, number(10) + "\xC0\x0C"s)});
  EXPECT_EQ(read_mail_answer(answer, "a.test").value(),
            (std::vector<MailServer>{{10, "a.test"}, {20, "second.test"}}));
  const std::string none = packet("a.test", kMail, {record("a.test", kMail, number(0) + labels(""))});
  EXPECT_EQ(read_mail_answer(none, "a.test").value(), (std::vector<MailServer>{{0, ""}}));
  const std::string cut = packet("a.test", kMail, {record("a.test", kMail, number(0))});
  EXPECT_EQ(read_mail_answer(cut, "a.test").error().code(), ErrorCode::kDamaged);
  const std::string loop = packet("a.test", kMail, {record("a.test", kMail, number(0) + "\xC0\x2C"s)});
  EXPECT_FALSE(read_mail_answer(loop, "a.test").ok());
}

class NameServer {
 public:
  // `answer` with the question's number; "" for silence.
  explicit NameServer(std::string answer) : answer_(std::move(answer)) {
    fd_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  ~NameServer() {
    stop_ = true;
    thread_.join();
    ::close(fd_);
  }
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;

  DnsOptions options() const {
    return {.server = "127.0.0.1", .port = port_, .patience = std::chrono::seconds(1)};
  }
  int asked() const { return asked_; }

 private:
  void serve() {
    while (!stop_) {
      pollfd one{fd_, POLLIN, 0};
      if (::poll(&one, 1, 5) <= 0) continue;
      std::array<char, 512> question{};
      sockaddr_in from{};
      socklen_t size = sizeof from;
      if (::recvfrom(fd_, question.data(), question.size(), 0, reinterpret_cast<sockaddr*>(&from), &size) < 2)
        continue;
      ++asked_;
      if (answer_.empty()) continue;
      std::string reply = answer_;
      reply.replace(0, 2, question.data(), 2);
      ::sendto(fd_, reply.data(), reply.size(), 0, reinterpret_cast<sockaddr*>(&from), size);
    }
  }

  std::string answer_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> asked_ = 0;
  std::uint16_t port_ = 0;
  int fd_ = -1;
  std::thread thread_;
};

TEST(DnsTexts, AsksTheServer) {
  const NameServer server(
      packet("_dmarc.a.test", kText, {record("_dmarc.a.test", kText, text("v=DMARC1; p=none"))}));
  EXPECT_EQ(dns_texts("_dmarc.a.test", server.options()).value(), Texts{"v=DMARC1; p=none"});
  EXPECT_EQ(server.asked(), 1);
  const NameServer mail(packet("a.test", kMail, {record("a.test", kMail, number(5) + labels("m.a.test"))}));
  EXPECT_EQ(dns_mail_servers("a.test", mail.options()).value(), (std::vector<MailServer>{{5, "m.a.test"}}));
}

TEST(DnsTexts, TellsNoRecordFromNoName) {
  const std::string none = packet("a.test", kText, {});
  const NameServer empty(none);
  EXPECT_EQ(dns_texts("a.test", empty.options()).value(), Texts{});
  EXPECT_EQ(dns_texts("a.test.", empty.options()).value(), Texts{});
  std::string no_name = none;
  no_name[3] = '\x83';
  const NameServer without(no_name);
  EXPECT_EQ(dns_texts("a.test", without.options()).error().code(), ErrorCode::kNotFound);
}

TEST(DnsTexts, SurvivesServersThatAreSilentOrBroken) {
  const NameServer silent("");
  EXPECT_EQ(dns_texts("a.test", silent.options()).error().code(), ErrorCode::kIo);
  EXPECT_EQ(silent.asked(), 2);
  const std::string lying = packet("a.test", kText, {record("a.test", kText, "\xFF")});
  const NameServer broken(lying);
  EXPECT_EQ(dns_texts("a.test", broken.options()).error().code(), ErrorCode::kDamaged);
}

TEST(DnsTexts, AsksForNothingThatIsNoName) {
  const NameServer server(packet("a.test", kText, {}));
  for (const std::string& name : {""s, "."s, "a..b"s, "a b"s, "a\0b"s, "a/b"s, std::string(64, 'a') + ".test",
                                  std::string(300, 'a'), "\xC3\xA4.test"s})
    EXPECT_EQ(dns_texts(name, server.options()).error().code(), ErrorCode::kInvalid) << name;
  EXPECT_EQ(server.asked(), 0);
  EXPECT_EQ(dns_texts("a.test", {.server = "nowhere"}).error().code(), ErrorCode::kInvalid);
}

}  // namespace
}  // namespace broadsheet::http
