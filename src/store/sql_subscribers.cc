// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "base/tagged_fields.h"
#include "store/record.h"
#include "store/sql_values.h"
#include "store/subscribers.h"

namespace broadsheet::store {
namespace {

// They are stored: never reuse one.
enum SettingTag : std::uint8_t {
  kCadence = 1,
  kOnDay = 2,
  kMinutes = 3,
  kZone = 4,
  kSize = 5,
  kTellsQuiet = 6,
  kByMail = 7,
  kWebhookShape = 8,
  kWebhookUrl = 9,
  kWebhookSecret = 10,
  kPart = 11,  // varint kind, then its target; one field for each
};

SubscriptionPart read_part(TaggedReader& in) {
  SubscriptionPart part;
  part.kind = static_cast<PartKind>(in.value().read_varint());
  part.target = in.text();
  return part;
}

void read_setting(TaggedReader& in, Subscription& to) {
  switch (in.tag()) {
    case kCadence:
      to.cadence = static_cast<Cadence>(in.number());
      break;
    case kOnDay:
      to.on_day = in.count();
      break;
    case kMinutes:
      to.at = std::chrono::minutes(in.number());
      break;
    case kZone:
      to.zone = in.text();
      break;
    case kSize:
      to.size = in.count();
      break;
    case kTellsQuiet:
      to.tells_quiet = true;
      break;
    case kByMail:
      to.by_mail = true;
      break;
    case kWebhookShape:
      to.webhook.shape = static_cast<WebhookShape>(in.number());
      break;
    case kWebhookUrl:
      to.webhook.url = in.text();
      break;
    case kWebhookSecret:
      to.webhook.secret = in.text();
      break;
    case kPart:
      to.parts.push_back(read_part(in));
      break;
    default:
      break;
  }
}

#define SUBSCRIBER_COLUMNS \
  "subscriber, account, address, settings, made_at, left_at, next_at, covered, last_paper, last_notice"

Result<Subscriber> read_subscriber(const Statement& row) {
  Subscriber subscriber;
  subscriber.number = id_in<SubscriberNumber>(row, 0);
  subscriber.account = id_in<AccountNumber>(row, 1);
  subscriber.address = row.column_text(2);
  // One that is damaged must not take the others with it.
  Result<Subscription> chosen = unpack_subscription(row.column_blob(3));
  subscriber.is_damaged = !chosen.ok();
  if (chosen.ok()) subscriber.subscription = *std::move(chosen);
  subscriber.made_at = instant_of(row.column_int(4));
  subscriber.left_at = optional_instant(row, 5);
  subscriber.next_at = instant_of(row.column_int(6));
  if (const auto day = row.column_optional(7)) subscriber.covered = day_of(*day);
  subscriber.last_paper = id_in<PaperNumber>(row, 8);
  subscriber.last_notice = id_in<NoticeNumber>(row, 9);
  return subscriber;
}

Result<SubscriptionRequest> read_request(const Statement& row) {
  SubscriptionRequest request;
  request.address = row.column_text(0);
  const std::string_view code = row.column_blob(1);
  if (code.size() != request.code.size())
    return Error(ErrorCode::kDamaged, "a request for mail has a damaged code");
  std::copy(code.begin(), code.end(), request.code.begin());
  TRY(request.subscription, unpack_subscription(row.column_blob(2)));
  request.asked_at = instant_of(row.column_int(3));
  return request;
}

}  // namespace

std::string pack_subscription(const Subscription& subscription) {
  std::string bytes;
  TaggedWriter out(bytes);
  out.number(kCadence, static_cast<std::int64_t>(subscription.cadence));
  out.number(kOnDay, subscription.on_day);
  out.number(kMinutes, subscription.at.count());
  out.text(kZone, subscription.zone);
  out.number(kSize, subscription.size);
  out.flag(kTellsQuiet, subscription.tells_quiet);
  out.flag(kByMail, subscription.by_mail);
  out.number(kWebhookShape, static_cast<std::int64_t>(subscription.webhook.shape));
  out.text(kWebhookUrl, subscription.webhook.url);
  out.text(kWebhookSecret, subscription.webhook.secret);
  for (const SubscriptionPart& part : subscription.parts) {
    std::string value;
    append_varint(value, static_cast<std::uint64_t>(part.kind));
    value += part.target;
    out.bytes(kPart, value);
  }
  return bytes;
}

Result<Subscription> unpack_subscription(std::string_view bytes) {
  Subscription subscription;
  subscription.by_mail = false;
  TaggedReader in(bytes);
  while (in.next()) read_setting(in, subscription);
  if (!in.ok()) return Error(ErrorCode::kDamaged, "what a subscriber chose is damaged");
  return subscription;
}

Subscribers::Subscribers(Record& record) : state_(*record.state_) {}

Result<std::optional<Subscriber>> Subscribers::subscriber(SubscriberNumber number) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " SUBSCRIBER_COLUMNS " FROM subscribers WHERE subscriber = ?1"));
  select.bind_unsigned(1, number.value());
  return one_row<Subscriber>(select, read_subscriber);
}

Result<std::optional<Subscriber>> Subscribers::of_account(AccountNumber account) {
  TRY(Statement select, state_.connection->prepare("SELECT " SUBSCRIBER_COLUMNS
                                                   " FROM subscribers WHERE account = ?1 AND account > 0"));
  select.bind_unsigned(1, account.value());
  return one_row<Subscriber>(select, read_subscriber);
}

Result<std::optional<Subscriber>> Subscribers::of_address(std::string_view address) {
  TRY(Statement select, state_.connection->prepare("SELECT " SUBSCRIBER_COLUMNS
                                                   " FROM subscribers WHERE address = ?1 AND account = 0"));
  select.bind(1, address);
  return one_row<Subscriber>(select, read_subscriber);
}

Result<std::vector<Subscriber>> Subscribers::after(SubscriberNumber after, std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " SUBSCRIBER_COLUMNS
                                 " FROM subscribers WHERE subscriber > ?1 ORDER BY subscriber LIMIT ?2"));
  select.bind_unsigned(1, after.value()).bind_unsigned(2, limit);
  return all_rows<Subscriber>(select, read_subscriber);
}

Result<std::vector<Subscriber>> Subscribers::due(Instant now, std::size_t limit) {
  TRY(Statement select, state_.connection->prepare("SELECT " SUBSCRIBER_COLUMNS
                                                   " FROM subscribers WHERE left_at IS NULL AND next_at <= ?1"
                                                   " ORDER BY next_at, subscriber LIMIT ?2"));
  select.bind(1, instant_number(now)).bind_unsigned(2, limit);
  return all_rows<Subscriber>(select, read_subscriber);
}

Result<Subscribers::Count> Subscribers::count() {
  const auto number = [&](Sql sql) -> Result<std::uint64_t> {
    TRY(const std::int64_t value, state_.connection->query_int(sql));
    return static_cast<std::uint64_t>(value);
  };
  Count count;
  TRY(count.active, number("SELECT COUNT(*) FROM subscribers WHERE left_at IS NULL"));
  TRY(count.left, number("SELECT COUNT(*) FROM subscribers WHERE left_at IS NOT NULL"));
  TRY(count.asked, number("SELECT COUNT(*) FROM subscription_requests"));
  return count;
}

Result<std::optional<SubscriptionRequest>> Subscribers::request_of(std::string_view address) {
  TRY(Statement select, state_.connection->prepare("SELECT address, code, settings, asked_at"
                                                   " FROM subscription_requests WHERE address = ?1"));
  select.bind(1, address);
  return one_row<SubscriptionRequest>(select, read_request);
}

Result<std::optional<SubscriptionRequest>> Subscribers::request_by_code(const Sha256& code) {
  TRY(Statement select, state_.connection->prepare("SELECT address, code, settings, asked_at"
                                                   " FROM subscription_requests WHERE code = ?1"));
  select.bind_blob(1, bytes_of(code));
  return one_row<SubscriptionRequest>(select, read_request);
}

Result<std::optional<MailStop>> Subscribers::stop_of(const Sha256& address) {
  TRY(Statement select,
      state_.connection->prepare("SELECT reason, stopped_at FROM mail_stops WHERE address = ?1"));
  select.bind_blob(1, bytes_of(address));
  const auto read = [&](const Statement& row) -> Result<MailStop> {
    return MailStop{address, static_cast<StopReason>(row.column_int(0)), instant_of(row.column_int(1))};
  };
  return one_row<MailStop>(select, read);
}

Result<bool> Subscribers::was_mailed(SubscriberNumber subscriber,
                                     std::span<const IdentityNumber> identities) {
  TRY(Statement select, state_.connection->prepare("SELECT 1 FROM mailed_papers WHERE subscriber = ?1"
                                                   " AND identity = ?2"));
  for (const IdentityNumber identity : identities) {
    select.bind_unsigned(1, subscriber.value()).bind_unsigned(2, identity.value());
    TRY(const bool row, select.step());
    if (row) return true;
    select.reset();
  }
  return false;
}

SubscriberChanges::SubscriberChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<SubscriberNumber> SubscriberChanges::add(const Subscriber& subscriber) {
  TRY(Statement insert, state_.connection->prepare(
                            "INSERT INTO subscribers(account, address, settings, made_at, left_at, next_at,"
                            " covered, last_paper, last_notice)"
                            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  const std::string settings = pack_subscription(subscriber.subscription);
  insert.bind_unsigned(1, subscriber.account.value()).bind(2, subscriber.address).bind_blob(3, settings);
  insert.bind(4, instant_number(subscriber.made_at)).bind_optional(5, number_of(subscriber.left_at));
  insert.bind(6, instant_number(subscriber.next_at));
  insert.bind_optional(7, subscriber.covered ? std::optional(day_number(*subscriber.covered)) : std::nullopt);
  insert.bind_unsigned(8, subscriber.last_paper.value()).bind_unsigned(9, subscriber.last_notice.value());
  TRY_VOID(insert.run());
  return SubscriberNumber(static_cast<SubscriberNumber::Integer>(state_.connection->last_insert_rowid()));
}

Result<void> SubscriberChanges::replace(const Subscriber& subscriber) {
  TRY(Statement update,
      state_.connection->prepare(
          "UPDATE subscribers SET account = ?2, address = ?3, settings = COALESCE(?4, settings),"
          " left_at = ?5, next_at = ?6, covered = ?7, last_paper = ?8,"
          " last_notice = ?9, made_at = ?10 WHERE subscriber = ?1"));
  const std::string settings = pack_subscription(subscriber.subscription);
  update.bind_unsigned(1, subscriber.number.value()).bind_unsigned(2, subscriber.account.value());
  update.bind(3, subscriber.address).bind_optional(5, number_of(subscriber.left_at));
  if (subscriber.is_damaged) {
    update.bind_null(4);
  } else {
    update.bind_blob(4, settings);
  }
  update.bind(6, instant_number(subscriber.next_at));
  update.bind_optional(7, subscriber.covered ? std::optional(day_number(*subscriber.covered)) : std::nullopt);
  update.bind_unsigned(8, subscriber.last_paper.value()).bind_unsigned(9, subscriber.last_notice.value());
  update.bind(10, instant_number(subscriber.made_at));
  return update.run();
}

Result<void> SubscriberChanges::remove(SubscriberNumber number) {
  TRY(Statement mailed, state_.connection->prepare("DELETE FROM mailed_papers WHERE subscriber = ?1"));
  TRY_VOID(mailed.bind_unsigned(1, number.value()).run());
  TRY(Statement digests, state_.connection->prepare("DELETE FROM digests WHERE subscriber = ?1"));
  TRY_VOID(digests.bind_unsigned(1, number.value()).run());
  TRY(Statement remove, state_.connection->prepare("DELETE FROM subscribers WHERE subscriber = ?1"));
  return remove.bind_unsigned(1, number.value()).run();
}

Result<void> SubscriberChanges::put_request(const SubscriptionRequest& request) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT OR REPLACE INTO subscription_requests(address, code, settings,"
                                 " asked_at) VALUES(?1, ?2, ?3, ?4)"));
  const std::string settings = pack_subscription(request.subscription);
  insert.bind(1, request.address).bind_blob(2, bytes_of(request.code)).bind_blob(3, settings);
  return insert.bind(4, instant_number(request.asked_at)).run();
}

Result<void> SubscriberChanges::remove_request(std::string_view address) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM subscription_requests WHERE address = ?1"));
  return remove.bind(1, address).run();
}

Result<void> SubscriberChanges::forget_left(Instant left_before) {
  TRY(Statement select, state_.connection->prepare("SELECT subscriber FROM subscribers"
                                                   " WHERE account = 0 AND left_at < ?1"));
  select.bind(1, instant_number(left_before));
  TRY(const std::vector<SubscriberNumber> left,
      all_rows<SubscriberNumber>(select, [](const Statement& row) -> Result<SubscriberNumber> {
        return id_in<SubscriberNumber>(row, 0);
      }));
  for (const SubscriberNumber number : left) TRY_VOID(remove(number));
  return {};
}

Result<void> SubscriberChanges::forget_requests(Instant asked_before) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM subscription_requests WHERE asked_at < ?1"));
  return remove.bind(1, instant_number(asked_before)).run();
}

Result<void> SubscriberChanges::put_stop(const MailStop& stop) {
  TRY(Statement insert, state_.connection->prepare("INSERT OR REPLACE INTO mail_stops(address, reason,"
                                                   " stopped_at) VALUES(?1, ?2, ?3)"));
  insert.bind_blob(1, bytes_of(stop.address)).bind(2, static_cast<std::int64_t>(stop.reason));
  return insert.bind(3, instant_number(stop.stopped_at)).run();
}

Result<void> SubscriberChanges::remove_stop(const Sha256& address) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM mail_stops WHERE address = ?1"));
  return remove.bind_blob(1, bytes_of(address)).run();
}

Result<void> SubscriberChanges::add_mailed(SubscriberNumber subscriber, IdentityNumber identity) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT OR IGNORE INTO mailed_papers(subscriber, identity) VALUES(?1, ?2)"));
  return insert.bind_unsigned(1, subscriber.value()).bind_unsigned(2, identity.value()).run();
}

Result<void> SubscriberChanges::copy_mailed(SubscriberNumber from, SubscriberNumber to) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT OR IGNORE INTO mailed_papers(subscriber, identity)"
                                 " SELECT ?2, identity FROM mailed_papers WHERE subscriber = ?1"));
  return insert.bind_unsigned(1, from.value()).bind_unsigned(2, to.value()).run();
}

}  // namespace broadsheet::store
