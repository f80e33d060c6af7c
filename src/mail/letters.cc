// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "mail/letters.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

#include "base/english.h"
#include "papers/account_codes.h"
#include "papers/digest_reasons.h"
#include "papers/discussion.h"
#include "papers/notice_lines.h"
#include "papers/paper_lines.h"
#include "papers/paper_path.h"
#include "papers/paper_view.h"
#include "papers/shown_summary.h"
#include "papers/subscriptions.h"
#include "store/comments.h"
#include "text/readable.h"

namespace broadsheet::mail {
namespace {

using store::CodePurpose;
using store::Digest;
using store::DigestItem;
using store::DigestReason;
using store::IdentityNumber;
using store::Notice;
using store::Subscriber;

constexpr std::size_t kAuthorsShown = 4;
constexpr std::size_t kReasonsShown = 4;

std::string about_line(const store::PaperView& view) {
  std::string line;
  const auto append = [&](std::string_view what) {
    if (what.empty()) return;
    if (!line.empty()) line += " · ";
    line += what;
  };
  if (!view.categories.empty()) append(view.categories.front());
  if (!view.venue.empty()) append(text::readable(view.venue));
  if (view.edition) append(short_date(*view.edition));
  if (view.upvotes() > 0) append(counted(static_cast<std::uint64_t>(view.upvotes()), "vote"));
  return line;
}

// Under which heading an item stands.
std::string heading_of(const DigestReason& reason) {
  const papers::PartKindName& kind = papers::part_kind(reason.kind);
  return kind.takes_target ? std::string(kind.title) + ": " + reason.text : std::string(kind.title);
}

LetterSection& section_named(std::vector<LetterSection>& sections, const std::string& heading) {
  const auto found = std::ranges::find(sections, heading, &LetterSection::heading);
  if (found != sections.end()) return *found;
  return sections.emplace_back(LetterSection{heading, {}});
}

// "Attention Is All You Need, and 4 more"
std::string subject_of(const Letter& letter, Day edition) {
  std::size_t papers = 0;
  for (const LetterSection& section : letter.sections) papers += section.papers.size();
  const std::string day = short_date({.day = edition});
  if (papers == 0 && letter.notices.empty()) return "Nothing new · " + day;
  if (papers == 0) return counted(letter.notices.size(), "piece") + " of news for you · " + day;
  const std::string& first = letter.sections.front().papers.front().title;
  if (papers == 1) return first + " · " + day;
  return fmt::format("{}, and {} more · {}", first, papers - 1, day);
}

}  // namespace

Result<const LetterPaper*> LetterWriter::paper(IdentityNumber number) {
  const auto known = papers_.find(number);
  if (known != papers_.end()) return known->second.title.empty() ? nullptr : &known->second;
  LetterPaper paper;
  TRY(const std::optional<store::Identity> identity, record_.identity(number));
  std::optional<store::PaperView> view;
  if (identity && identity->paper.value() != 0) {
    Result<std::optional<store::PaperView>> read = record_.paper(identity->paper);
    // A damaged paper is in no letter, and keeps nobody's letter back; what is wrong is said by `check`.
    if (!read.ok() && read.error().code() != ErrorCode::kDamaged) return read.error();
    if (read.ok()) view = *std::move(read);
  }
  if (view) {
    paper.title = papers::readable_title(*view);
    paper.url = page_url(sender_, papers::paper_path(papers::printed_id(*view)));
    paper.authors = papers::authors_line(*view, kAuthorsShown);
    paper.about = about_line(*view);
    paper.summary = text::readable(papers::shown_summary(*view).summary);
    const std::string notice = papers::notice_line(*view);
    if (!notice.empty()) paper.summary = notice;
  }
  const LetterPaper& kept = papers_.emplace(number, std::move(paper)).first->second;
  return kept.title.empty() ? nullptr : &kept;
}

Result<Letter> LetterWriter::digest(const Subscriber& subscriber, const Digest& digest) {
  Letter letter;
  letter.heading = long_day(digest.edition);
  for (const DigestItem& item : digest.items) {
    TRY(const LetterPaper* const known, paper(item.identity));
    if (known == nullptr || item.reasons.empty()) continue;
    LetterPaper& here =
        section_named(letter.sections, heading_of(item.reasons.front())).papers.emplace_back(*known);
    for (const DigestReason& reason : item.reasons) {
      if (here.reasons.size() < kReasonsShown) here.reasons.push_back(papers::reason_text(reason));
    }
  }
  std::vector<Notice> notices;
  for (const store::NoticeNumber number : digest.notices) {
    TRY(const std::optional<Notice> notice, store::Notices(record_).notice(number));
    if (notice) notices.push_back(*notice);
  }
  TRY(letter.notices, lines_of(notices));
  if (letter.sections.empty() && letter.notices.empty())
    letter.paragraphs.emplace_back("Nothing new in what you chose. You asked to be told that, too.");
  letter.subject = subject_of(letter, digest.edition);
  letter.preview = papers::subscription_text(subscriber.subscription);
  letter.why = "You get this because you asked for it. " + letter.preview + ".";
  letter.links = {{"Change what you get", subscription_url(sender_, links_, subscriber.number)},
                  {"Unsubscribe", unsubscribe_url(sender_, links_, subscriber.number)}};
  return letter;
}

Result<std::vector<LetterNotice>> LetterWriter::lines_of(const std::vector<Notice>& notices) {
  std::vector<LetterNotice> lines;
  for (const Notice& notice : notices) {
    TRY(const LetterPaper* const about, paper(notice.identity));
    if (about == nullptr) continue;
    LetterNotice line;
    if (!papers::is_notice_of_source(notice.kind)) {
      TRY(const std::optional<store::Account> actor, store::Accounts(record_).account(notice.actor));
      line.text = (actor ? papers::person_of(*actor).fullname : std::string("A moderator")) + " ";
    }
    line.text += papers::notice_text(notice.kind);
    const std::string_view word = papers::notice_word_before_title(notice.kind);
    if (!word.empty()) line.text += " " + std::string(word);
    line.paper = {about->title, about->url};
    line.url = about->url;
    TRY(const std::optional<store::Comment> comment, store::Comments(record_).comment(notice.comment));
    if (comment) line.url = page_url(sender_, "/comments/" + comment->id);
    lines.push_back(std::move(line));
  }
  return lines;
}

Result<Letter> LetterWriter::notices(const store::Account& account, const std::vector<Notice>& notices) {
  Letter letter;
  TRY(letter.notices, lines_of(notices));
  letter.heading = "News for you, " + papers::person_of(account).fullname;
  letter.subject = letter.notices.size() == 1
                       ? letter.notices.front().text + " " + letter.notices.front().paper.label
                       : counted(letter.notices.size(), "notification");
  letter.preview = letter.notices.empty() ? "" : letter.notices.front().text;
  letter.why = "You get this because you asked to be told of it at once.";
  letter.links = {{"All notifications", page_url(sender_, "/notifications")},
                  {"Change what you are told of", page_url(sender_, "/settings/notifications")}};
  return letter;
}

Letter confirmation_letter(const Sender& sender, const store::Subscription& subscription,
                           std::string_view code) {
  Letter letter;
  letter.subject = "Confirm your subscription";
  letter.heading = "Do you want these papers by mail?";
  letter.preview = papers::subscription_text(subscription);
  letter.paragraphs = {
      "Somebody, you we hope, asked for this at " + sender.public_url + ":",
      letter.preview + ".",
      "If it was you, confirm it within a day. If it was not, do nothing: you will not hear from us again.",
  };
  letter.button = {"Confirm", page_url(sender, "/subscribe/confirm?code=" + std::string(code))};
  letter.why = "This is the one letter that an address gets which nobody has confirmed.";
  return letter;
}

Letter code_letter(const Sender& sender, const store::Account& account, CodePurpose purpose,
                   std::string_view code) {
  Letter letter;
  const bool resets = purpose == CodePurpose::kResetPassword;
  letter.subject = resets ? "Set a new password" : "Confirm your address";
  letter.heading = resets ? "Set a new password" : "Is this your address?";
  letter.preview = "For " + account.name + " at " + sender.public_url;
  letter.paragraphs = {
      resets ? "Somebody asked to set a new password for the account " + account.name + "."
             : "Somebody gave this address for the account " + account.name + ".",
      fmt::format("If it was you, go on within {} minutes. If it was not, do nothing.",
                  std::chrono::duration_cast<std::chrono::minutes>(papers::code_lasts(purpose)).count()),
  };
  letter.button = {resets ? "Set a new password" : "Confirm",
                   page_url(sender, (resets ? "/reset?code=" : "/confirm?code=") + std::string(code))};
  letter.why = "You get this because the account asked for it.";
  return letter;
}

Letter test_letter(const Sender& sender, std::string_view how, Instant now) {
  Letter letter;
  letter.subject = "A test letter of " + sender.public_url;
  letter.heading = "Mail works";
  letter.preview = "Sent " + short_moment(now);
  letter.paragraphs = {
      "This letter came " + std::string(how) + ".",
      "Look at how it came: a mail program shows whether SPF, DKIM and DMARC agree with it.",
  };
  letter.why = "The operator sent it by hand.";
  return letter;
}

}  // namespace broadsheet::mail
