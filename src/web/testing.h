// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// WebTest: requests to handlers over a small record, without a server. For tests only.

#ifndef BROADSHEET_WEB_TESTING_H_
#define BROADSHEET_WEB_TESTING_H_

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>

#include "base/file.h"
#include "store/record.h"
#include "web/web.h"

namespace broadsheet::web {

inline std::string header_of(const http::Response& response, std::string_view name) {
  for (const http::Header& header : response.headers) {
    if (header.name == name) return header.value;
  }
  return "";
}

// An empty record, no index, and the first of July 2026.
class WebTest : public testing::Test {
 protected:
  WebTest() {
    folder_ = std::move(make_temporary_folder("web")).value();
    open_backend();
  }
  ~WebTest() override {
    backend_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  // Anew where site_ says other things than when it was opened.
  void open_backend() {
    auto record = store::Record::open(folder_, store::Record::Mode::kWrite);
    EXPECT_TRUE(record.ok());
    backend_ = std::make_unique<Backend>(site_, std::move(record).value());
  }

  // A paper with this title in the edition of that day; `change` may say more of it.
  template <class Change>
  void put(const std::string& id, std::string title, const char* day, const Change& change) {
    store::Transaction transaction = std::move(backend_->record().begin(store::Durability::kBulk)).value();
    const store::IdentityNumber identity = transaction.add_identity(id, true).value();
    store::PaperView paper;
    paper.number = PaperNumber(identity.value());
    paper.ids = {id};
    paper.title = std::move(title);
    paper.edition = PartialDate{.day = parse_day(day).value()};
    paper.published = paper.edition;
    paper.sources = {"test"};
    change(paper);
    ASSERT_TRUE(transaction.set_paper_of(identity, paper.number).ok());
    ASSERT_TRUE(transaction.put_paper(paper).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }
  void put(const std::string& id, std::string title, const char* day) {
    put(id, std::move(title), day, [](store::PaperView&) {});
  }

  http::Response ask(std::string target, std::string host = "127.0.0.1:8370", std::string method = "GET",
                     std::vector<http::Header> headers = {}, std::string body = "") {
    http::Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.host = std::move(host);
    request.headers = std::move(headers);
    request.body = std::move(body);
    return answer(*backend_, request);
  }
  // As a browser asks.
  http::Response browse(std::string target) {
    return ask(std::move(target), "127.0.0.1:8370", "GET",
               {{"accept", "text/html,application/xhtml+xml,*/*;q=0.8"}});
  }

  FakeClock clock_{*parse_instant("2026-07-01T12:00:00Z")};
  Site site_{.clock = clock_,
             .day_rule = {},
             .public_url = "",
             .websub_hub = "",
             .hosts = {"papers.example", "lab:81"},
             .searcher = [] { return nullptr; },
             .index_is_damaged = [] {}};
  std::string folder_;
  std::unique_ptr<Backend> backend_;
};

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_TESTING_H_
