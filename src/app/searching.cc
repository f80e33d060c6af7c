// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/searching.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "app/layout.h"
#include "app/query_encoder.h"
#include "app/record_access.h"
#include "base/english.h"
#include "follow/lexical.h"
#include "follow/vectors.h"
#include "store/lock.h"

namespace broadsheet::app {
namespace {

struct Opened {
  std::optional<search::Searcher> searcher;
  search::QueryEncoder encode_query;
  Revision revision;
};

bool has_vectors(const Context& context) {
  std::error_code ignored;
  return std::filesystem::exists(follow::vector_index_folder(context.folder.path()), ignored);
}

Result<Opened> open_index(Context& context, store::Record& record, bool by_meaning) {
  auto snapshot = follow::open_lexical_snapshot(context.folder.path(), record);
  if (!snapshot.ok()) {
    if (snapshot.error().code() == ErrorCode::kNotFound) return Opened{};
    return std::move(snapshot).error();
  }
  const Revision revision = (*snapshot)->manifest().position.revision;
  std::shared_ptr<const search::Meaning> meaning;
  search::QueryEncoder encode_query;
  if (by_meaning && has_vectors(context)) {
    const auto tell = [&context](const std::string& why) { notice(context, why); };
    if (const auto model = load_model(context, tell)) {
      auto opened = follow::open_meaning(context.folder.path(), record, model->fingerprint());
      if (opened.ok()) meaning = std::move(opened).value();
      if (meaning != nullptr) encode_query = make_query_encoder(model);
    }
  }
  return Opened{.searcher = search::Searcher(std::move(snapshot).value(), std::move(meaning)),
                .encode_query = std::move(encode_query),
                .revision = revision};
}

Result<void> ask_once(Context& context, store::Record& record, bool by_meaning, const Question& ask,
                      Revision* revision) {
  TRY(const Opened opened, open_index(context, record, by_meaning));
  *revision = opened.revision;
  return ask(opened.searcher ? &*opened.searcher : nullptr, opened.encode_query);
}

void tell_lag(Context& context, Revision published, Revision head) {
  if (published >= head) return;
  notice(context, "the index is " + counted(head.value() - published.value(), "change") +
                      " behind the papers; to bring it up to date: broadsheet follow");
}

}  // namespace

Result<void> make_index(Context& context, bool damaged) {
  TRY(const store::FollowerLock lock, store::FollowerLock::acquire(context.folder.path()));
  // By a connection of its own: searching only reads.
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  TRY(const std::unique_ptr<follow::Follower> lexical, follow::open_lexical(context.folder.path(), *record));
  std::uint64_t unreadable = 0;  // the answer stands without them
  const follow::FollowCallbacks callbacks = follow_callbacks(context, "indexing", unreadable);
  TRY_VOID(damaged ? lexical->rebuild(callbacks) : lexical->catch_up(callbacks));
  return {};
}

Result<void> ask_index(Context& context, store::Record& record, bool by_meaning, const Question& ask) {
  TRY(const Revision head, record.head());
  Revision published;
  Result<void> answered = ask_once(context, record, by_meaning, ask, &published);
  const bool damaged = !answered.ok() && answered.error().code() == ErrorCode::kDamaged;
  const bool missing = answered.ok() && published.value() == 0 && head.value() > 0;
  if (!damaged && !missing) {
    if (answered.ok()) tell_lag(context, published, head);
    return answered;
  }
  notice(context,
         damaged ? "the index is damaged (" + answered.error().message() + "): making it anew from the papers"
                 : "nothing is indexed yet: doing it now");
  const Result<void> made = make_index(context, damaged);
  if (!made.ok()) {
    // Without an index the answer stands, and says how far behind it is; from a damaged one there is none.
    if (damaged || made.error().code() != ErrorCode::kLocked) return made.error();
    tell_lag(context, published, head);
    return answered;
  }
  return ask_once(context, record, by_meaning, ask, &published);
}

}  // namespace broadsheet::app
