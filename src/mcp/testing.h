// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// McpTest: messages to a small library. For tests only.

#ifndef BROADSHEET_MCP_TESTING_H_
#define BROADSHEET_MCP_TESTING_H_

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>

#include "base/file.h"
#include "mcp/message.h"
#include "mcp/server.h"
#include "store/record.h"

namespace broadsheet::mcp {

// An answer as one looks into it: at("/result/tools/0/name"), a JSON pointer.
class Looked {
 public:
  explicit Looked(const std::string& json) : error_(parser_.parse(json).get(root_)) {
    EXPECT_EQ(error_, simdjson::SUCCESS) << json;
  }
  Looked(const Looked&) = delete;  // what is parsed points into the parser
  Looked& operator=(const Looked&) = delete;

  bool has(std::string_view pointer) const {
    Json value;
    return find(pointer, value);
  }
  // A text as it is, anything else as JSON; "" if it is not there.
  std::string at(std::string_view pointer) const {
    Json value;
    if (!find(pointer, value)) return "";
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) return std::string(text);
    return simdjson::minify(value);
  }

 private:
  bool find(std::string_view pointer, Json& value) const {
    return error_ == simdjson::SUCCESS && root_.at_pointer(pointer).get(value) == simdjson::SUCCESS;
  }

  simdjson::dom::parser parser_;
  Json root_;
  simdjson::error_code error_;
};

// A record without an index, and the first of July 2026.
class McpTest : public testing::Test {
 protected:
  McpTest() {
    folder_ = std::move(make_temporary_folder("mcp")).value();
    record_ = store::Record::open(folder_, store::Record::Mode::kWrite).value();
    editions_ = std::make_unique<papers::Editions>(*record_, clock_);
  }
  ~McpTest() override {
    record_.reset();
    EXPECT_TRUE(remove_all(folder_).ok());
  }

  // A paper of the edition of the first of July 2026.
  void put(const std::string& id, std::string title, std::string abstract = "") {
    auto transaction = record_->begin(store::Durability::kBulk).value();
    const store::IdentityNumber identity = transaction.add_identity(id, true).value();
    store::PaperView paper;
    paper.number = PaperNumber(identity.value());
    paper.ids = {id};
    paper.title = std::move(title);
    paper.abstract = std::move(abstract);
    paper.authors = {"Mina Okafor", "Jun Tae Roh"};
    paper.edition = PartialDate{.day = parse_day("2026-07-01").value()};
    paper.published = paper.edition;
    paper.sources = {"test"};
    ASSERT_TRUE(transaction.set_paper_of(identity, paper.number).ok());
    ASSERT_TRUE(transaction.put_paper(paper).ok());
    ASSERT_TRUE(transaction.commit().ok());
  }

  Answer send(std::string_view message, const Envelope* envelope = nullptr) {
    const Library library{.record = *record_,
                          .editions = *editions_,
                          .analyzer = analyzer_,
                          .index_is_damaged = [this] { index_was_damaged_ = true; },
                          .version = "1.2"};
    return answer(library, message, envelope);
  }
  // As a client does that shook hands.
  Looked ask(const std::string& method, const std::string& params = "{}") {
    return Looked(
        send(R"({"jsonrpc":"2.0","id":7,"method":")" + method + R"(","params":)" + params + "}").body);
  }
  Looked call(const std::string& tool, const std::string& arguments) {
    return ask("tools/call", R"({"name":")" + tool + R"(","arguments":)" + arguments + "}");
  }

  FakeClock clock_{*parse_instant("2026-07-01T12:00:00Z")};
  std::string folder_;
  std::unique_ptr<store::Record> record_;
  std::unique_ptr<papers::Editions> editions_;
  text::Analyzer analyzer_;
  bool index_was_damaged_ = false;
};

}  // namespace broadsheet::mcp

#endif  // BROADSHEET_MCP_TESTING_H_
