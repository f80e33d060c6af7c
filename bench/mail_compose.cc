// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A morning of letters: digests of 10 papers are chosen for so many readers from the papers of FILEs, and
// each is composed as it would be sent, without a signature, with Ed25519 and with RSA (docs/bench/mail.md).
//
//   mail_compose [--readers N] [--letter] FILE...
//
// --letter prints one of the letters in place of that. Ends with status 1 below 2,000 digests a second
// without a signature.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/file.h"
#include "base/signature.h"
#include "ingest/ingest.h"
#include "mail/letters.h"
#include "mail/post.h"
#include "papers/digest_choosing.h"
#include "papers/editions.h"
#include "papers/mail_links.h"
#include "store/deliveries.h"
#include "store/record.h"

namespace broadsheet::bench {
namespace {

// Of the processor: other programs may be at it, too.
double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

constexpr double kDigestsWanted = 2000;
constexpr std::uint32_t kPapers = 10;

// What a reader might have chosen who reads pages.
store::Subscription subscription(std::size_t reader) {
  store::Subscription chosen;
  chosen.size = kPapers;
  chosen.parts = {{store::PartKind::kFrontPage}};
  if (reader % 2 == 1) chosen.parts.push_back({store::PartKind::kTrending});
  if (reader % 3 == 1) std::swap(chosen.parts.front(), chosen.parts.back());
  return chosen;
}

Result<void> add_readers(store::Record& record, std::size_t readers, Instant now) {
  TRY(store::Transaction transaction, record.begin(store::Durability::kBulk));
  for (std::size_t i = 0; i < readers; ++i) {
    store::Subscriber subscriber;
    subscriber.address = "reader" + std::to_string(i) + "@example.org";
    subscriber.subscription = subscription(i);
    subscriber.made_at = subscriber.next_at = now;
    TRY_VOID(store::SubscriberChanges(transaction).add(subscriber));
  }
  TRY_VOID(papers::ensure_mail_key(transaction, record, now));
  TRY_VOID(transaction.commit());
  return {};
}

struct Composed {
  std::size_t letters = 0;
  std::size_t papers = 0;
  std::size_t bytes = 0;
  double took = 0;
  std::string last;
};

// As mail/mailer.cc does it: from the rows of the record.
Result<Composed> compose_all(store::Record& record, const mail::Sender& sender) {
  TRY(const papers::MailLinks links, papers::MailLinks::open(record));
  Composed composed;
  const double began = processor_seconds();
  mail::LetterWriter writer(record, sender, links);
  for (std::uint32_t number = 1;; ++number) {
    TRY(const auto digest, store::Deliveries(record).digest(store::DigestNumber(number)));
    if (!digest) break;
    TRY(const auto subscriber, store::Subscribers(record).subscriber(digest->subscriber));
    TRY(const mail::Letter letter, writer.digest(*subscriber, *digest));
    const mail::Posting posting{.to = subscriber->address,
                                .message_id = digest->message_id,
                                .date = digest->chosen_at,
                                .unsubscribe = mail::unsubscribe_url(sender, links, subscriber->number)};
    TRY(composed.last, mail::written(sender, letter, posting));
    ++composed.letters;
    composed.papers += digest->items.size();
    composed.bytes += composed.last.size();
  }
  composed.took = processor_seconds() - began;
  return composed;
}

Result<void> choose_all(store::Record& record, const Clock& clock, std::size_t readers) {
  const double began = processor_seconds();
  std::size_t chosen = 0;
  for (bool more = true; more;) {
    TRY(const papers::ChosenDigests some,
        papers::choose_due({.record = record, .clock = clock}, {.domain = "example.org"}, clock.now(), 512));
    more = some.looked_at > 0;
    chosen += some.chosen;
  }
  const double took = processor_seconds() - began;
  std::printf("chosen: %zu digests for %zu readers in %.2f s, %.0f a second\n", chosen, readers, took,
              static_cast<double>(chosen) / took);
  return {};
}

// Digests a second.
double print(const char* how, const Composed& composed) {
  const auto letters = static_cast<double>(composed.letters);
  const double rate = letters / composed.took;
  std::printf("%s: %.0f digests a second, of %.1f papers and %.0f bytes\n", how, rate,
              static_cast<double>(composed.papers) / letters, static_cast<double>(composed.bytes) / letters);
  return rate;
}

Result<double> measure(const std::string& folder, const std::vector<std::string>& files, std::size_t readers,
                       bool letter) {
  TRY_VOID(ingest::ingest_files(folder, files, {}));
  TRY(const auto record, store::Record::open(folder, store::Record::Mode::kWrite));
  TRY(const auto newest, papers::newest_edition(*record, Day::max()));
  if (!newest) return Error(ErrorCode::kNotFound, "no paper has a day");
  const FakeClock clock(Instant(*newest) + std::chrono::hours(12));
  TRY_VOID(add_readers(*record, readers, clock.now()));
  TRY_VOID(choose_all(*record, clock, readers));
  mail::Sender sender;
  sender.public_url = "https://papers.example.org";
  sender.from = {.name = "The Daily Papers", .address = "papers@example.org"};
  if (letter) {
    TRY(const Composed composed, compose_all(*record, sender));
    std::fputs(composed.last.c_str(), stdout);
    return kDigestsWanted;
  }
  double plain = 0;
  for (int round = 0; round < 3; ++round) {
    TRY(const Composed composed, compose_all(*record, sender));
    plain = std::max(plain, print("without a signature", composed));
  }
  for (const auto& [kind, how] :
       {std::pair(KeyKind::kEd25519, "with Ed25519"), std::pair(KeyKind::kRsa, "with RSA")}) {
    TRY(sender.signer, mail::DkimSigner::make("example.org", "bench", SigningKey::make(kind).pem()));
    TRY(const Composed composed, compose_all(*record, sender));
    print(how, composed);
  }
  return plain;
}

}  // namespace
}  // namespace broadsheet::bench

int main(int argc, char** argv) {
  using namespace broadsheet;
  std::size_t readers = 10'000;
  bool letter = false;
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--readers") == 0 && i + 1 < argc) {
      readers = std::strtoull(argv[++i], nullptr, 10);
    } else if (std::strcmp(argv[i], "--letter") == 0) {
      letter = true;
    } else {
      files.emplace_back(argv[i]);
    }
  }
  if (files.empty()) {
    std::fprintf(stderr, "mail_compose [--readers N] [--letter] FILE...\n");
    return 2;
  }
  const auto folder = make_temporary_folder("mail-compose");
  if (!folder.ok()) return 1;
  const auto plain = bench::measure(*folder, files, readers, letter);
  (void)remove_all(*folder);
  if (!plain.ok()) {
    std::fprintf(stderr, "%s\n", plain.error().message().c_str());
    return 1;
  }
  return *plain < bench::kDigestsWanted ? 1 : 0;
}
