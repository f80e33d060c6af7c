// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/server_mailing.h"

#include "mail/letters.h"
#include "mail/sender_check.h"
#include "mail/sender_lookup.h"
#include "papers/mail_links.h"
#include "papers/mail_releasing.h"

namespace broadsheet::app {

Result<web::LetterShown> ServerMailing::letter(store::Record& record, const store::Subscriber& subscriber,
                                               const store::Digest& digest) {
  TRY(const papers::MailLinks links, papers::MailLinks::open(record));
  mail::LetterWriter writer(record, work_.sender(), links);
  TRY(const mail::Letter letter, writer.digest(subscriber, digest));
  return web::LetterShown{
      .subject = letter.subject, .html = mail::letter_html(letter), .text = mail::letter_text(letter)};
}

std::vector<std::pair<std::string, std::uint64_t>> ServerMailing::outcomes() {
  std::vector<std::pair<std::string, std::uint64_t>> outcomes;
  const auto counts = work_.queue().counts();
  for (std::size_t i = 0; i < counts.size(); ++i)
    outcomes.emplace_back(mail::try_outcome_name(static_cast<mail::TryOutcome>(i)), counts.at(i));
  return outcomes;
}

Result<void> ServerMailing::release(store::Record& record, bool keep) {
  const papers::DayRule rule = context_.settings.day_rule();
  const Instant now = context_.clock.now();
  TRY(const Day today, local_day(now, rule.time_zone, rule.rolls_over_at));
  TRY_VOID(papers::release_mail(record, keep, today, now));
  return {};
}

Result<std::vector<web::MailFinding>> ServerMailing::findings() {
  const std::optional<MailServer> server = read_mail_server(context_.settings.mail.server);
  const mail::SenderFacts facts = mail::look_up_sender(work_.sender(), server ? server->host : "", {});
  std::vector<web::MailFinding> findings;
  for (const mail::SenderFinding& finding : mail::judge_sender(facts)) {
    findings.push_back({.name = finding.about,
                        .state = std::string(mail::finding_level_name(finding.level)),
                        .text = finding.text,
                        .record = finding.record.empty()
                                      ? std::string()
                                      : mail::zone_line(finding.record_name, finding.record)});
  }
  return findings;
}

}  // namespace broadsheet::app
