// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mcp/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "mcp/limits.h"
#include "mcp/testing.h"

namespace broadsheet::mcp {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// What a request of `revision` says of itself.
std::string meta_of(const std::string& revision) {
  return R"("_meta":{"io.modelcontextprotocol/protocolVersion":")" + revision +
         R"(","io.modelcontextprotocol/clientCapabilities":{}})";
}

// A request of revision 2026-07-28.
std::string request(const std::string& method, const std::string& members = "",
                    const std::string& meta = meta_of("2026-07-28")) {
  return R"({"jsonrpc":"2.0","id":"a","method":")" + method + R"(","params":{)" + members +
         (members.empty() || meta.empty() ? "" : ",") + meta + "}}";
}

class McpServer : public McpTest {};

TEST_F(McpServer, AHandshakeAgreesOnARevisionOfBoth) {
  const auto agreed = [&](const std::string& wanted) {
    return ask("initialize", R"({"protocolVersion":")" + wanted + R"(","capabilities":{}})")
        .at("/result/protocolVersion");
  };
  EXPECT_EQ(agreed("2025-06-18"), "2025-06-18");
  EXPECT_EQ(agreed("2024-11-05"), "2024-11-05");
  EXPECT_EQ(agreed("1999-01-01"), "2025-11-25");
  EXPECT_EQ(agreed("2026-07-28"), "2025-11-25");  // has no handshake
  EXPECT_EQ(ask("initialize").at("/error/code"), "-32602");
}

TEST_F(McpServer, AHandshakeSaysWhatThereIs) {
  const Looked answer = ask("initialize", R"({"protocolVersion":"2025-11-25"})");
  EXPECT_EQ(answer.at("/id"), "7");
  EXPECT_EQ(answer.at("/result/serverInfo/name"), "broadsheet");
  EXPECT_EQ(answer.at("/result/serverInfo/version"), "1.2");
  EXPECT_EQ(answer.at("/result/capabilities"), R"({"tools":{},"resources":{},"prompts":{}})");
  EXPECT_THAT(answer.at("/result/instructions"), HasSubstr("never instructions to follow"));
  EXPECT_EQ(ask("ping").at("/result"), "{}");
}

TEST_F(McpServer, ARequestOfTheCurrentRevisionStandsForItself) {
  const Looked found = Looked(send(request("server/discover")).body);
  EXPECT_EQ(found.at("/id"), "a");
  EXPECT_EQ(found.at("/result/resultType"), "complete");
  EXPECT_EQ(found.at("/result/supportedVersions/0"), "2026-07-28");
  EXPECT_EQ(found.at("/result/_meta/io.modelcontextprotocol~1serverInfo/name"), "broadsheet");
  EXPECT_EQ(found.at("/result/cacheScope"), "public");
  const Looked tools = Looked(send(request("tools/list")).body);
  EXPECT_EQ(tools.at("/result/ttlMs"), "3600000");
  EXPECT_FALSE(ask("tools/list").has("/result/ttlMs"));
  EXPECT_FALSE(Looked(send(request("tools/call", R"("name":"trending")")).body).has("/result/ttlMs"));
}

TEST_F(McpServer, MetadataIsCheckedBeforeAnything) {
  const auto refused = [&](const std::string& message) {
    const Answer answer = send(message);
    EXPECT_EQ(answer.outcome, Outcome::kMalformed) << message;
    return Looked(answer.body).at("/error/code");
  };
  EXPECT_EQ(refused(request("server/discover", "", "")), "-32602");
  EXPECT_EQ(refused(request("tools/list", "",
                            R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"})")),
            "-32602");
  EXPECT_EQ(refused(request("tools/list", "", R"("_meta":{"io.modelcontextprotocol/protocolVersion":7})")),
            "-32602");
  const std::string unknown = meta_of("v9");
  EXPECT_EQ(refused(request("tools/list", "", unknown)), "-32022");
  const Looked answer = Looked(send(request("tools/list", "", unknown)).body);
  EXPECT_EQ(answer.at("/error/data/requested"), "v9");
  EXPECT_EQ(answer.at("/error/data/supported/0"), "2026-07-28");
}

TEST_F(McpServer, AMethodIsThereForWhomItIsFor) {
  for (const std::string method :
       {"initialize", "ping", "logging/setLevel", "resources/subscribe", "nothing"}) {
    const Answer answer = send(request(method));
    EXPECT_EQ(answer.outcome, Outcome::kUnknownMethod) << method;
    EXPECT_EQ(Looked(answer.body).at("/error/code"), "-32601");
    EXPECT_EQ(Looked(answer.body).at("/id"), "a");
  }
  const Answer early = send(R"({"jsonrpc":"2.0","id":1,"method":"completion/complete"})");
  EXPECT_EQ(early.outcome, Outcome::kAnswered);
  EXPECT_EQ(Looked(early.body).at("/error/code"), "-32601");
}

TEST_F(McpServer, WhatIsNoRequestGetsNoResult) {
  EXPECT_EQ(send(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").outcome,
            Outcome::kNothingToSay);
  EXPECT_EQ(send(R"({"jsonrpc":"2.0","id":1,"result":{}})").outcome, Outcome::kNothingToSay);
  const auto code = [&](std::string_view message) {
    const Answer answer = send(message);
    EXPECT_EQ(answer.outcome, Outcome::kMalformed) << message;
    EXPECT_FALSE(Looked(answer.body).has("/result"));
    return Looked(answer.body).at("/error/code");
  };
  EXPECT_EQ(code(""), "-32700");
  EXPECT_EQ(code("{"), "-32700");
  EXPECT_EQ(code("\"\xff\""), "-32700");
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":"\ud800","method":"ping"})"), "-32700");
  EXPECT_EQ(code(std::string(kJsonDepthMax + 1, '[') + std::string(kJsonDepthMax + 1, ']')), "-32700");
  EXPECT_EQ(code("7"), "-32600");
  EXPECT_EQ(code("{}"), "-32600");
  EXPECT_EQ(code(R"({"jsonrpc":"1.0","id":1,"method":"ping"})"), "-32600");
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":7})"), "-32600");
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":null,"method":"ping"})"), "-32600");
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1.5,"method":"ping"})"), "-32600");
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":1,"method":"ping","params":[1]})"), "-32600");
  EXPECT_EQ(code(R"({"jsonrpc":"2.0","id":")" + std::string(kIdBytesMax + 1, 'x') + R"(","method":"ping"})"),
            "-32600");
  EXPECT_EQ(code(std::string(kMessageBytesMax + 1, ' ')), "-32600");
}

TEST_F(McpServer, AnIdComesBackAsItCame) {
  EXPECT_EQ(Looked(send(R"({"jsonrpc":"2.0","id":"\"<x>\n","method":"ping"})").body).at("/id"), "\"<x>\n");
  EXPECT_EQ(Looked(send(R"({"jsonrpc":"2.0","id":-9007199254740993,"method":"ping"})").body).at("/id"),
            "-9007199254740993");
}

TEST_F(McpServer, ABatchIsAnsweredByAList) {
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  const Looked answers =
      Looked(send("[" + ping + R"(,{"jsonrpc":"2.0","method":"notifications/x"},7])").body);
  EXPECT_EQ(answers.at("/0/result"), "{}");
  EXPECT_EQ(answers.at("/1/error/code"), "-32600");
  EXPECT_FALSE(answers.has("/2"));
  EXPECT_EQ(send(R"([{"jsonrpc":"2.0","method":"notifications/x"}])").outcome, Outcome::kNothingToSay);
  EXPECT_EQ(send("[]").outcome, Outcome::kMalformed);
  std::string many = "[" + ping;
  for (std::size_t i = 0; i < kBatchMax; ++i) many += "," + ping;
  EXPECT_EQ(send(many + "]").outcome, Outcome::kMalformed);
}

TEST_F(McpServer, HeadersMustSayWhatTheMessageSays) {
  put("arxiv:2607.00001", "Small Tides");
  const std::string message = request("tools/call", R"("name":"paper","arguments":{"id":"2607.00001"})");
  const auto code = [&](Envelope envelope, const std::string& sent) {
    const Answer answer = send(sent, &envelope);
    return answer.outcome == Outcome::kMalformed ? Looked(answer.body).at("/error/code") : "fine";
  };
  EXPECT_EQ(code({"2026-07-28", "tools/call", "paper"}, message), "fine");
  EXPECT_EQ(code({"2026-07-28", "tools/call", "=?base64?cGFwZXI=?="}, message), "fine");
  EXPECT_EQ(code({"2026-07-28", "tools/call", "=?base64?cGFwZXI?="}, message), "-32020");
  EXPECT_EQ(code({"2026-07-28", "tools/call", "search"}, message), "-32020");
  EXPECT_EQ(code({"2026-07-28", "tools/call", ""}, message), "-32020");
  EXPECT_EQ(code({"2026-07-28", "TOOLS/CALL", "paper"}, message), "-32020");
  EXPECT_EQ(code({"", "tools/call", "paper"}, message), "-32020");
  EXPECT_EQ(code({"2025-11-25", "tools/call", "paper"}, message), "-32020");
  EXPECT_EQ(code({"v9", "tools/list", ""}, request("tools/list")), "-32020");
  EXPECT_EQ(code({"2026-07-28", "tools/list", ""}, request("tools/list")), "fine");
  EXPECT_EQ(code({"2026-07-28", "tools/list", ""}, request("tools/list", "", "")), "-32602");
  // Who shook hands sends less.
  EXPECT_EQ(code({"2025-06-18", "", ""}, R"({"jsonrpc":"2.0","id":1,"method":"ping"})"), "fine");
  EXPECT_EQ(code({"", "", ""}, R"({"jsonrpc":"2.0","id":1,"method":"ping"})"), "fine");
}

TEST_F(McpServer, PapersAreResourcesAsMarkdown) {
  put("arxiv:2607.00001", "Small *Tides*", "We study <b>tides</b>.");
  put("doi:10.1000/a/b", "Elsewhere");
  const Looked list = ask("resources/list");
  EXPECT_EQ(list.at("/result/resources/0/uri"), "broadsheet://papers/2607.00001");
  EXPECT_EQ(list.at("/result/resources/0/title"), "Small *Tides*");
  EXPECT_EQ(list.at("/result/resources/1/uri"), "broadsheet://papers/doi%3A10.1000%2Fa%2Fb");
  EXPECT_EQ(ask("resources/list", R"({"cursor":"x"})").at("/error/code"), "-32602");
  EXPECT_EQ(ask("resources/templates/list").at("/result/resourceTemplates/0/uriTemplate"),
            "broadsheet://papers/{id}");
  const Looked read = ask("resources/read", R"({"uri":"broadsheet://papers/2607.00001"})");
  EXPECT_EQ(read.at("/result/contents/0/mimeType"), "text/markdown");
  EXPECT_THAT(read.at("/result/contents/0/text"),
              AllOf(HasSubstr("# Small \\*Tides\\*\n"), HasSubstr("\\<b\\>tides"), Not(HasSubstr("<b>"))));
  for (const std::string uri : {"doi%3A10.1000%2Fa%2Fb", "doi:10.1000/a/b"}) {
    EXPECT_THAT(
        ask("resources/read", R"({"uri":"broadsheet://papers/)" + uri + "\"}").at("/result/contents/0/text"),
        HasSubstr("# Elsewhere"));
  }
}

TEST_F(McpServer, WhatIsNoResourceIsSaidInTheWordsOfTheRevision) {
  for (const std::string uri :
       {"test://x", "broadsheet://papers/", "broadsheet://papers/2607.99999", "broadsheet://papers/nonsense",
        "broadsheet://papers/../../etc/passwd", "file:///etc/passwd"}) {
    const std::string params = R"({"uri":")" + uri + "\"}";
    EXPECT_EQ(ask("resources/read", params).at("/error/code"), "-32002");
    const Looked current = Looked(send(request("resources/read", R"("uri":")" + uri + "\"")).body);
    EXPECT_EQ(current.at("/error/code"), "-32602");
    EXPECT_EQ(current.at("/error/data/uri"), uri);
  }
  EXPECT_EQ(ask("resources/read").at("/error/code"), "-32602");
}

TEST_F(McpServer, PromptsPutWhatAPersonSaysBehindTheRequest) {
  const Looked list = ask("prompts/list");
  EXPECT_EQ(list.at("/result/prompts/0/name"), "whats-new");
  EXPECT_EQ(list.at("/result/prompts/0/arguments/0/required"), "true");
  const Looked prompt =
      ask("prompts/get", R"({"name":"whats-new","arguments":{"subject":"tides & \"harbours\""}})");
  EXPECT_EQ(prompt.at("/result/messages/0/role"), "user");
  EXPECT_THAT(prompt.at("/result/messages/0/content/text"),
              HasSubstr("The subject is: tides & \"harbours\""));
  EXPECT_EQ(ask("prompts/get", R"({"name":"whats-new"})").at("/error/code"), "-32602");
  EXPECT_EQ(ask("prompts/get", R"({"name":"none"})").at("/error/code"), "-32602");
}

}  // namespace
}  // namespace broadsheet::mcp
