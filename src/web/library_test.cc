// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Libraries and collections as browsers and programs meet them, and what of them others never see.

#include "store/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/percent.h"
#include "papers/accounts.h"
#include "web/testing.h"

namespace broadsheet::web {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kHost = "127.0.0.1:8370";
constexpr const char* kTides = "/papers/2607.00001";
constexpr const char* kForm = "application/x-www-form-urlencoded";

class LibraryPagesTest : public WebTest {
 protected:
  LibraryPagesTest() {
    put("arxiv:2607.00001", "Small tides", "2026-07-01");
    put("arxiv:2607.00002", "Large waves", "2026-07-01");
    mina_ = reader("mina");
    jun_ = reader("jun");
  }

  struct Reader {
    store::AccountNumber account;
    std::string cookie;
    std::string token;
  };
  Reader reader(const std::string& name) {
    auto transaction = backend_->record().begin(store::Durability::kInteractive).value();
    Reader one;
    one.account =
        papers::add_account(transaction, {.name = name, .fullname = "", .address = "", .password = ""},
                            clock_.now())
            .value();
    one.cookie =
        "session=" + papers::begin_session(transaction, one.account, "a browser", clock_.now())->secret;
    one.token = papers::issue_token(backend_->record(), transaction, one.account, "laptop",
                                    store::Scope::kWrite, clock_.now())
                    ->secret;
    EXPECT_TRUE(transaction.commit().ok());
    return one;
  }
  http::Response get(const std::string& target, const Reader& as) {
    return ask(target, kHost, "GET", {{"accept", "text/html"}, {"cookie", as.cookie}});
  }
  http::Response post(const std::string& target, const std::string& form, const Reader& as) {
    const std::string page = get("/library/folders", as).body;
    const std::string mark = "name=\"form_key\" value=\"";
    const std::string key = page.substr(page.find(mark) + mark.size(), 64);
    return ask(target, kHost, "POST",
               {{"content-type", kForm}, {"cookie", as.cookie}, {"sec-fetch-site", "same-origin"}},
               form + "&form_key=" + key);
  }
  http::Response call(const std::string& method, const std::string& target, const Reader& as,
                      const std::string& json = "") {
    return ask(target, kHost, method,
               {{"authorization", "Bearer " + as.token}, {"content-type", "application/json"}}, json);
  }
  // Of the only folder of the reader.
  store::Folder folder_of(const Reader& owner) {
    return store::Libraries(backend_->record()).folders_of(owner.account).value().front();
  }
  std::string slug_of(const std::string& body) {
    const std::string mark = "\"slug\":\"";
    const std::size_t at = body.find(mark) + mark.size();
    return body.substr(at, body.find('"', at) - at);
  }

  Reader mina_;
  Reader jun_;
};

TEST_F(LibraryPagesTest, APaperIsSavedTaggedAndFoundAgain) {
  EXPECT_THAT(get(kTides, mina_).body, HasSubstr("☆ Save"));
  EXPECT_THAT(browse(kTides).body, Not(HasSubstr("☆ Save")));
  EXPECT_EQ(post("/papers/2607.00001/save", "act=save", mina_).status, 303);
  EXPECT_EQ(post("/papers/2607.00001/save",
                 "act=save&state=to-read&tags=harbour%2C+to+cite&note=Ask+%3Cb%3EJun%3C%2Fb%3E%0Aagain"
                 "&new-folder=Thesis",
                 mina_)
                .status,
            303);
  EXPECT_THAT(get(kTides, mina_).body,
              AllOf(HasSubstr("Saved · To read"), HasSubstr("value=\"harbour, to cite\""),
                    HasSubstr("Ask &lt;b&gt;Jun&lt;/b&gt;\nagain"), HasSubstr("Thesis")));
  EXPECT_THAT(get("/library?q=jun", mina_).body, AllOf(HasSubstr("Small tides"), HasSubstr("#harbour")));
  EXPECT_THAT(get("/library?q=jun+waves", mina_).body, Not(HasSubstr("Small tides")));
  EXPECT_THAT(get("/library?state=read", mina_).body, Not(HasSubstr("Small tides")));
  EXPECT_THAT(get("/library?tag=harbour&state=to-read", mina_).body, HasSubstr("Small tides"));
  EXPECT_EQ(get("/library?state=burnt", mina_).status, 400);
  EXPECT_EQ(get("/library?folder=99", mina_).status, 404);
  // Another reader has a library of their own.
  EXPECT_THAT(get("/library", jun_).body, Not(HasSubstr("Small tides")));
  EXPECT_EQ(get("/library?folder=" + std::to_string(folder_of(mina_).number.value()), jun_).status, 404);
  EXPECT_EQ(post("/papers/2607.00001/save", "act=unsave", mina_).status, 303);
  EXPECT_THAT(get("/library", mina_).body, Not(HasSubstr("Small tides")));
}

TEST_F(LibraryPagesTest, NothingPrivateIsKeptBetweenUsAndItsOwner) {
  post("/papers/2607.00001/save", "act=save&note=secret", mina_);
  for (const char* target : {"/library", "/library.bib", "/library.atom", "/library/folders", kTides}) {
    EXPECT_EQ(header_of(get(target, mina_), "Cache-Control"), "private, no-store") << target;
  }
  EXPECT_EQ(header_of(call("GET", "/api/library", mina_), "Cache-Control"), "private, no-store");
  for (const char* target : {kTides, "/papers/2607.00001.md", "/api/papers/2607.00001", "/papers"}) {
    EXPECT_THAT(browse(target).body, Not(HasSubstr("secret"))) << target;
    EXPECT_THAT(get(target, jun_).body, Not(HasSubstr("secret"))) << target;
  }
}

TEST_F(LibraryPagesTest, ThroughTheApi) {
  const std::string path = "/api/papers/2607.00001/save";
  EXPECT_EQ(call("GET", path, mina_).body, "{\"saved\":false}");
  EXPECT_THAT(call("POST", path, mina_, R"({"state":"reading","tags":["b","a"],"note":"one\ntwo"})").body,
              AllOf(HasSubstr("\"saved\":true"), HasSubstr("\"state\":\"reading\""),
                    HasSubstr("\"tags\":[\"a\",\"b\"]"), HasSubstr("\"note\":\"one\\ntwo\"")));
  EXPECT_EQ(call("POST", path, mina_, R"({"state":"burnt"})").status, 400);
  EXPECT_EQ(call("POST", path, mina_, "{").status, 400);
  EXPECT_EQ(call("POST", "/api/papers/2607.00099/save", mina_, "{}").status, 404);
  call("POST", "/api/papers/2607.00002/save", mina_);
  const http::Response first = call("GET", "/api/library?limit=1", mina_);
  EXPECT_EQ(header_of(first, "X-Total-Count"), "2");
  EXPECT_THAT(header_of(first, "Link"), HasSubstr("cursor=1"));
  EXPECT_THAT(call("GET", "/api/library?tag=a", mina_).body,
              AllOf(HasSubstr("Small tides"), Not(HasSubstr("Large waves"))));
  EXPECT_EQ(call("GET", "/api/library", jun_).body, "[]");
  EXPECT_THAT(call("POST", path, mina_, R"({"state":"read"})").body, HasSubstr("\"tags\":[\"a\",\"b\"]"));
  EXPECT_THAT(call("POST", path, mina_, R"({"tags":[]})").body,
              AllOf(HasSubstr("\"tags\":[]"), HasSubstr("\"note\":\"one\\ntwo\"")));
  EXPECT_EQ(call("DELETE", path, mina_).body, "{\"saved\":false}");
}

TEST_F(LibraryPagesTest, FilesHaveWhatTheReaderSays) {
  post("/papers/2607.00001/save", "act=save&tags=harbour&note=mine", mina_);
  http::Response file = get("/library.bib", mina_);
  ASSERT_NE(file.stream, nullptr);
  std::string text;
  for (;;) {
    const std::string piece = answer_more(*backend_, *file.stream).value();
    if (piece.empty()) break;
    text += piece;
  }
  EXPECT_THAT(text, AllOf(HasSubstr("Small tides"), HasSubstr("keywords = {harbour}"),
                          HasSubstr("annote = {mine}"), HasSubstr("broadsheet = {state=none")));
  // And come back into the library of another.
  const http::Response report =
      post("/library/import",
           "references=" + percent_encode(text + "\n@misc{x, title={Nobody has this one}}"), jun_);
  EXPECT_THAT(report.body, AllOf(HasSubstr("2 references: 1 saved"), HasSubstr("Nobody has this one")));
  EXPECT_THAT(get("/library?tag=harbour", jun_).body, AllOf(HasSubstr("Small tides"), HasSubstr("mine")));
  EXPECT_EQ(post("/library/import", "references=hello", jun_).status, 400);
}

TEST_F(LibraryPagesTest, AFolderIsSharedByLinkAndTakenBack) {
  post("/papers/2607.00001/save", "act=save&note=secret&tags=harbour&new-folder=Small+%3Cb%3E", mina_);
  const store::Folder folder = folder_of(mina_);
  const std::string own = "/library/folders/" + std::to_string(folder.number.value());
  const std::string shared = "/collections/mina/small-b-" + folder.public_id;
  EXPECT_EQ(browse(shared).status, 404);
  EXPECT_EQ(get(shared, jun_).status, 404);
  EXPECT_EQ(get(own, jun_).status, 404);
  EXPECT_EQ(post(own, "act=delete", jun_).status, 404);

  EXPECT_EQ(post(own, "act=note&paper=2607.00001&note=Read+this", mina_).status, 303);
  EXPECT_EQ(post(own, "act=change&title=Small+%3Cb%3E&visibility=link", mina_).status, 303);
  const http::Response page = browse(shared);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("Small tides"), HasSubstr("Read this"), HasSubstr("noindex"),
                    HasSubstr("Small &lt;b&gt;"), Not(HasSubstr("secret")), Not(HasSubstr("harbour"))));
  EXPECT_EQ(header_of(page, "Cache-Control"), "private, no-store");
  EXPECT_EQ(header_of(page, "X-Robots-Tag"), "noindex");
  for (const char* suffix : {".atom", ".rss", ".json", ".md"}) {
    const http::Response form = browse(shared + suffix);
    EXPECT_EQ(form.status, 200) << suffix;
    EXPECT_EQ(header_of(form, "Cache-Control"), "private, no-store") << suffix;
    EXPECT_THAT(form.body, AllOf(HasSubstr("Small tides"), Not(HasSubstr("secret")))) << suffix;
  }
  EXPECT_THAT(browse("/collections").body, Not(HasSubstr("small-b")));
  EXPECT_EQ(call("GET", "/api/collections", jun_).body, "[]");

  EXPECT_EQ(post(own, "act=change&title=Small+%3Cb%3E&visibility=public", mina_).status, 303);
  EXPECT_THAT(browse("/collections").body, HasSubstr("small-b"));
  EXPECT_THAT(browse(shared).body, Not(HasSubstr("noindex")));
  // Another title leads on, a new address does not.
  EXPECT_EQ(header_of(browse("/collections/x/y-" + folder.public_id), "Location"), shared);
  EXPECT_EQ(post(own, "act=change&title=Small+%3Cb%3E&visibility=public&new-address=true", mina_).status,
            303);
  EXPECT_EQ(browse(shared).status, 404);
  EXPECT_EQ(post(own, "act=change&title=Small+%3Cb%3E&visibility=private", mina_).status, 303);
  EXPECT_EQ(browse("/collections/mina/small-b-" + folder_of(mina_).public_id).status, 404);
  EXPECT_EQ(get("/collections/mina/small-b-" + folder_of(mina_).public_id, mina_).status, 200);
}

TEST_F(LibraryPagesTest, AFolderIsArranged) {
  post("/papers/2607.00001/save", "act=save&new-folder=Thesis", mina_);
  const std::string own = "/library/folders/" + std::to_string(folder_of(mina_).number.value());
  post("/papers/2607.00002/save",
       "act=save&folders-shown=true&folder=" + std::to_string(folder_of(mina_).number.value()), mina_);
  const auto tides_first = [&] {
    const std::string body = get(own, mina_).body;
    return body.find("Small tides") < body.find("Large waves");
  };
  EXPECT_TRUE(tides_first());
  EXPECT_EQ(post(own, "act=up&paper=2607.00002", mina_).status, 303);
  EXPECT_FALSE(tides_first());
  EXPECT_EQ(post(own, "act=down&paper=2607.00002", mina_).status, 303);
  EXPECT_TRUE(tides_first());
  EXPECT_EQ(post(own, "act=out&paper=2607.00001", mina_).status, 303);
  EXPECT_THAT(get(own, mina_).body, Not(HasSubstr("Small tides")));
  // A form without any mark takes the paper out of all folders.
  post("/papers/2607.00002/save", "act=save&folders-shown=true", mina_);
  EXPECT_THAT(get(own, mina_).body, Not(HasSubstr("Large waves")));
  EXPECT_EQ(post("/library/folders", "title=", mina_).status, 400);
  EXPECT_EQ(header_of(post(own, "act=delete", mina_), "Location"), "/library/folders");
  EXPECT_EQ(get(own, mina_).status, 404);
}

TEST_F(LibraryPagesTest, CollectionsThroughTheApi) {
  const http::Response made = call("POST", "/api/collections", mina_,
                                   R"({"title":"To read","namespace":"mina","description":"All"})");
  EXPECT_EQ(made.status, 200) << made.body;
  const std::string slug = slug_of(made.body);
  const std::string path = "/api/collections/" + slug;
  EXPECT_THAT(slug, testing::MatchesRegex("mina/to-read-[0-9a-f]{24}"));
  const http::Response again = call("POST", "/api/collections", mina_, R"({"title":"to READ"})");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(slug_of(again.body), slug);
  EXPECT_EQ(call("POST", "/api/collections", mina_, R"({"title":"x","namespace":"jun"})").status, 403);

  const std::string item = R"({"item":{"type":"paper","id":"2607.00001"},"note":"First <of> all"})";
  EXPECT_THAT(call("POST", path + "/items", mina_, item).body,
              AllOf(HasSubstr("\"id\":\"2607.00001\""), HasSubstr("\"text\":\"First \\u003cof"),
                    HasSubstr("\"html\":\"First &lt;of")));
  EXPECT_EQ(call("POST", path + "/items", mina_, item).status, 409);
  EXPECT_EQ(call("POST", path + "/items", jun_, item).status, 404);
  EXPECT_EQ(call("POST", path + "/items", mina_, R"({"item":{"type":"model","id":"a/b"}})").status, 400);
  call("POST", path + "/items", mina_, R"({"item":{"type":"paper","id":"2607.00002"}})");
  EXPECT_THAT(call("GET", "/api/library", mina_).body, HasSubstr("Small tides"));

  const auto listed = [&](const std::string& query) {
    return call("GET", "/api/collections" + query, jun_).body;
  };
  EXPECT_THAT(listed("?item=papers/2607.00001&owner=mina&q=read"), HasSubstr(slug));
  EXPECT_THAT(listed(""), Not(HasSubstr("\"position\":0,\"items\"")));
  for (const char* none :
       {"?item=papers/2607.00099", "?item=models/x", "?owner=jun", "?owner=nobody", "?q=zzz"})
    EXPECT_EQ(listed(none), "[]") << none;

  const std::string body = call("GET", path, jun_).body;
  const std::size_t at = body.find("\"items\":[{\"_id\":\"") + 17;
  const std::string id = body.substr(at, 24);
  EXPECT_EQ(call("PATCH", path + "/items/" + id, mina_, R"({"position":1,"note":"Last"})").status, 200);
  const std::string moved = call("GET", path, jun_).body;
  EXPECT_LT(moved.find("2607.00002"), moved.find("2607.00001"));
  EXPECT_THAT(moved, HasSubstr("\"text\":\"Last\""));
  EXPECT_EQ(call("DELETE", path + "/items/" + id, jun_).status, 404);
  EXPECT_EQ(call("DELETE", path + "/items/" + id, mina_).status, 200);
  EXPECT_EQ(call("DELETE", path + "/items/" + id, mina_).status, 404);

  for (const char* bad : {R"({"private":[]})", R"({"private":"yes"})", R"({"private":7})"})
    EXPECT_EQ(call("PATCH", path, mina_, bad).status, 400) << bad;
  EXPECT_THAT(call("PATCH", path, mina_, R"({"title":"Read","private":true})").body,
              HasSubstr("\"data\":{\"slug\":\"mina/read-"));
  EXPECT_EQ(call("GET", path, jun_).status, 404);
  EXPECT_EQ(header_of(call("GET", path, mina_), "Cache-Control"), "private, no-store");
  EXPECT_EQ(listed(""), "[]");
  EXPECT_EQ(call("DELETE", path, jun_).status, 404);
  EXPECT_EQ(call("DELETE", path, mina_).status, 200);
  EXPECT_EQ(call("GET", path, mina_).status, 404);
}

TEST_F(LibraryPagesTest, PagesOfCollectionsFollowEachOther) {
  for (const char* title : {"one", "two", "three"})
    call("POST", "/api/collections", mina_, std::string("{\"title\":\"") + title + "\"}");
  const http::Response first = call("GET", "/api/collections?limit=2", jun_);
  EXPECT_THAT(header_of(first, "Link"), HasSubstr("p=1>; rel=\"next\""));
  const http::Response second = call("GET", "/api/collections?limit=2&p=1", jun_);
  EXPECT_EQ(header_of(second, "Link"), "");
  EXPECT_THAT(second.body, HasSubstr("\"title\":\"one\""));
}

TEST_F(LibraryPagesTest, NobodySeesTheFoldersOfABannedReader) {
  const std::string slug = slug_of(call("POST", "/api/collections", mina_, R"({"title":"To read"})").body);
  EXPECT_EQ(browse("/collections/" + slug).status, 200);
  auto transaction = backend_->record().begin(store::Durability::kInteractive).value();
  store::Account banned = *store::Accounts(backend_->record()).account(mina_.account).value();
  banned.banned_at = clock_.now();
  ASSERT_TRUE(store::AccountChanges(transaction).replace(banned).ok());
  ASSERT_TRUE(transaction.commit().ok());
  EXPECT_EQ(browse("/collections/" + slug).status, 404);
  EXPECT_THAT(browse("/collections").body, Not(HasSubstr("To read")));
}

}  // namespace
}  // namespace broadsheet::web
