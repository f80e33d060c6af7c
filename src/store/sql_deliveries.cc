// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include <bit>

#include "base/tagged_fields.h"
#include "store/deliveries.h"
#include "store/record.h"
#include "store/sql_values.h"

namespace broadsheet::store {
namespace {

// They are stored: never reuse one.
enum DigestTag : std::uint8_t { kItem = 1, kNotice = 2, kQuiet = 3 };
enum ItemTag : std::uint8_t { kIdentity = 1, kReason = 2 };
enum ReasonTag : std::uint8_t { kKind = 1, kText = 2, kValue = 3 };

std::string pack_reason(const DigestReason& reason) {
  std::string bytes;
  TaggedWriter out(bytes);
  out.number(kKind, static_cast<std::int64_t>(reason.kind));
  out.text(kText, reason.text);
  if (reason.value != 0) {
    std::string value;
    append_bytes(value, std::bit_cast<std::uint64_t>(reason.value));
    out.bytes(kValue, value);
  }
  return bytes;
}

std::string pack_item(const DigestItem& item) {
  std::string bytes;
  TaggedWriter out(bytes);
  out.number(kIdentity, item.identity.value());
  for (const DigestReason& reason : item.reasons) out.bytes(kReason, pack_reason(reason));
  return bytes;
}

std::string pack_content(const Digest& digest) {
  std::string bytes;
  TaggedWriter out(bytes);
  for (const DigestItem& item : digest.items) out.bytes(kItem, pack_item(item));
  for (const NoticeNumber notice : digest.notices) out.number(kNotice, notice.value());
  out.flag(kQuiet, digest.sent_quiet);
  return bytes;
}

std::string_view rest_of(TaggedReader& in) {
  return in.value().read_bytes(in.value().remaining());
}

bool read_reason(std::string_view bytes, DigestReason& to) {
  TaggedReader in(bytes);
  while (in.next()) {
    if (in.tag() == kKind) to.kind = static_cast<PartKind>(in.number());
    if (in.tag() == kText) to.text = in.text();
    if (in.tag() == kValue) to.value = std::bit_cast<double>(in.value().read<std::uint64_t>());
  }
  return in.ok();
}

bool read_item(std::string_view bytes, DigestItem& to) {
  TaggedReader in(bytes);
  bool sound = true;
  while (in.next()) {
    if (in.tag() == kIdentity) to.identity = IdentityNumber(in.count());
    if (in.tag() == kReason) sound = read_reason(rest_of(in), to.reasons.emplace_back()) && sound;
  }
  return in.ok() && sound;
}

bool read_content(std::string_view bytes, Digest& to) {
  TaggedReader in(bytes);
  bool sound = true;
  while (in.next()) {
    if (in.tag() == kItem) sound = read_item(rest_of(in), to.items.emplace_back()) && sound;
    if (in.tag() == kNotice) to.notices.emplace_back(in.count());
    if (in.tag() == kQuiet) to.sent_quiet = true;
  }
  return in.ok() && sound;
}

#define DIGEST_COLUMNS "digest, subscriber, edition, chosen_at, message_id, content"

Result<Digest> read_digest(const Statement& row) {
  Digest digest;
  digest.number = id_in<DigestNumber>(row, 0);
  digest.subscriber = id_in<SubscriberNumber>(row, 1);
  digest.edition = day_of(row.column_int(2));
  digest.chosen_at = instant_of(row.column_int(3));
  digest.message_id = row.column_text(4);
  if (!read_content(row.column_blob(5), digest))
    return Error(ErrorCode::kDamaged, "what was chosen for a digest is damaged");
  return digest;
}

#define DELIVERY_COLUMNS                                                                                 \
  "delivery, kind, channel, account, subscriber, digest, address, content, message_id, state, made_at, " \
  "tries, next_at, ended_at, outcome"

Delivery read_delivery(const Statement& row) {
  Delivery delivery;
  delivery.number = id_in<DeliveryNumber>(row, 0);
  delivery.kind = static_cast<DeliveryKind>(row.column_int(1));
  delivery.channel = static_cast<DeliveryChannel>(row.column_int(2));
  delivery.account = id_in<AccountNumber>(row, 3);
  delivery.subscriber = id_in<SubscriberNumber>(row, 4);
  delivery.digest = id_in<DigestNumber>(row, 5);
  delivery.address = row.column_text(6);
  delivery.content = row.column_text(7);
  delivery.message_id = row.column_text(8);
  delivery.state = static_cast<DeliveryState>(row.column_int(9));
  delivery.made_at = instant_of(row.column_int(10));
  delivery.tries = static_cast<std::uint32_t>(row.column_unsigned(11));
  delivery.next_at = instant_of(row.column_int(12));
  delivery.ended_at = optional_instant(row, 13);
  delivery.outcome = row.column_text(14);
  return delivery;
}

// Columns from `kind` on but `made_at`, which never changes, from parameter 2 on.
void bind_delivery(Statement& statement, const Delivery& delivery) {
  statement.bind(2, static_cast<std::int64_t>(delivery.kind));
  statement.bind(3, static_cast<std::int64_t>(delivery.channel));
  statement.bind_unsigned(4, delivery.account.value()).bind_unsigned(5, delivery.subscriber.value());
  statement.bind_unsigned(6, delivery.digest.value()).bind(7, delivery.address).bind(8, delivery.content);
  statement.bind(9, delivery.message_id).bind(10, static_cast<std::int64_t>(delivery.state));
  statement.bind_unsigned(11, delivery.tries).bind(12, instant_number(delivery.next_at));
  statement.bind_optional(13, number_of(delivery.ended_at)).bind(14, delivery.outcome);
}

std::optional<std::int64_t> number_of(const std::optional<DeliveryState>& state) {
  return state ? std::optional<std::int64_t>(static_cast<std::int64_t>(*state)) : std::nullopt;
}

}  // namespace

Deliveries::Deliveries(Record& record) : state_(*record.state_) {}

Result<std::optional<Digest>> Deliveries::digest(DigestNumber number) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " DIGEST_COLUMNS " FROM digests WHERE digest = ?1"));
  select.bind_unsigned(1, number.value());
  return one_row<Digest>(select, read_digest);
}

Result<std::optional<Digest>> Deliveries::digest_of(SubscriberNumber subscriber, Day edition) {
  TRY(Statement select, state_.connection->prepare("SELECT " DIGEST_COLUMNS
                                                   " FROM digests WHERE subscriber = ?1 AND edition = ?2"));
  select.bind_unsigned(1, subscriber.value()).bind(2, day_number(edition));
  return one_row<Digest>(select, read_digest);
}

Result<std::vector<Digest>> Deliveries::digests_of(SubscriberNumber subscriber, std::size_t limit) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " DIGEST_COLUMNS
                                 " FROM digests WHERE subscriber = ?1 ORDER BY edition DESC LIMIT ?2"));
  select.bind_unsigned(1, subscriber.value()).bind_unsigned(2, limit);
  return all_rows<Digest>(select, read_digest);
}

Result<std::optional<Delivery>> Deliveries::delivery(DeliveryNumber number) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " DELIVERY_COLUMNS " FROM deliveries WHERE delivery = ?1"));
  select.bind_unsigned(1, number.value());
  return one_row<Delivery>(select, read_delivery);
}

Result<std::optional<Delivery>> Deliveries::delivery_by_message_id(std::string_view message_id) {
  TRY(Statement select,
      state_.connection->prepare("SELECT " DELIVERY_COLUMNS
                                 " FROM deliveries WHERE message_id = ?1 ORDER BY delivery LIMIT 1"));
  select.bind(1, message_id);
  return one_row<Delivery>(select, read_delivery);
}

Result<std::vector<Delivery>> Deliveries::newest(DeliveryNumber before, std::size_t limit,
                                                 std::optional<DeliveryState> state) {
  TRY(Statement select, state_.connection->prepare("SELECT " DELIVERY_COLUMNS
                                                   " FROM deliveries WHERE delivery < ?1 AND (?2 IS NULL OR"
                                                   " state = ?2) ORDER BY delivery DESC LIMIT ?3"));
  select.bind_unsigned(1, before.value()).bind_optional(2, number_of(state)).bind_unsigned(3, limit);
  return all_rows<Delivery>(select, read_delivery);
}

Result<std::vector<Delivery>> Deliveries::due(Instant now, std::size_t limit) {
  // Digests and notices can wait for whoever looks for a confirmation, which are few.
  TRY(Statement select, state_.connection->prepare("SELECT " DELIVERY_COLUMNS
                                                   " FROM deliveries WHERE state = 0 AND next_at <= ?1"
                                                   " ORDER BY kind IN (2, 3), next_at, delivery LIMIT ?2"));
  select.bind(1, instant_number(now)).bind_unsigned(2, limit);
  return all_rows<Delivery>(select, read_delivery);
}

Result<std::optional<Instant>> Deliveries::next_due() {
  TRY(Statement select, state_.connection->prepare("SELECT next_at FROM deliveries WHERE state = 0"
                                                   " ORDER BY next_at LIMIT 1"));
  return one_row<Instant>(
      select, [](const Statement& row) -> Result<Instant> { return instant_of(row.column_int(0)); });
}

Result<std::uint64_t> Deliveries::count_in(DeliveryState state) {
  TRY(Statement select, state_.connection->prepare("SELECT COUNT(*) FROM deliveries WHERE state = ?1"));
  return counted(select.bind(1, static_cast<std::int64_t>(state)));
}

Result<std::vector<Delivery>> Deliveries::of_account(AccountNumber account, std::size_t limit) {
  TRY(Statement select, state_.connection->prepare("SELECT " DELIVERY_COLUMNS
                                                   " FROM deliveries WHERE account = ?1 AND account > 0"
                                                   " ORDER BY delivery DESC LIMIT ?2"));
  select.bind_unsigned(1, account.value()).bind_unsigned(2, limit);
  return all_rows<Delivery>(select, read_delivery);
}

Result<std::vector<Deliveries::Key>> Deliveries::keys() {
  TRY(Statement select, state_.connection->prepare("SELECT key, secret FROM mail_keys ORDER BY key"));
  return all_rows<Key>(select, [](const Statement& row) -> Result<Key> {
    return Key{static_cast<std::uint32_t>(row.column_unsigned(0)), std::string(row.column_blob(1))};
  });
}

DeliveryChanges::DeliveryChanges(Transaction& transaction) : state_(*transaction.record_->state_) {}

Result<std::optional<DigestNumber>> DeliveryChanges::add_digest(const Digest& digest) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT OR IGNORE INTO digests(subscriber, edition, chosen_at, message_id,"
                                 " content) VALUES(?1, ?2, ?3, ?4, ?5)"));
  const std::string content = pack_content(digest);
  insert.bind_unsigned(1, digest.subscriber.value()).bind(2, day_number(digest.edition));
  insert.bind(3, instant_number(digest.chosen_at)).bind(4, digest.message_id).bind_blob(5, content);
  TRY_VOID(insert.run());
  if (state_.connection->changes() == 0) return std::optional<DigestNumber>();
  const auto number = static_cast<DigestNumber::Integer>(state_.connection->last_insert_rowid());
  return std::optional(DigestNumber(number));
}

Result<DeliveryNumber> DeliveryChanges::add(const Delivery& delivery) {
  TRY(Statement insert,
      state_.connection->prepare("INSERT INTO deliveries(made_at, kind, channel, account, subscriber, digest,"
                                 " address, content, message_id, state, tries, next_at, ended_at, outcome)"
                                 " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"));
  insert.bind(1, instant_number(delivery.made_at));
  bind_delivery(insert, delivery);
  TRY_VOID(insert.run());
  return DeliveryNumber(static_cast<DeliveryNumber::Integer>(state_.connection->last_insert_rowid()));
}

Result<void> DeliveryChanges::replace(const Delivery& delivery) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE deliveries SET kind = ?2, channel = ?3, account = ?4,"
                                 " subscriber = ?5, digest = ?6, address = ?7, content = ?8,"
                                 " message_id = ?9, state = ?10, tries = ?11, next_at = ?12, ended_at = ?13,"
                                 " outcome = ?14 WHERE delivery = ?1"));
  update.bind_unsigned(1, delivery.number.value());
  bind_delivery(update, delivery);
  return update.run();
}

Result<std::uint64_t> DeliveryChanges::release_in_hand(Instant now) {
  TRY(Statement update, state_.connection->prepare("UPDATE deliveries SET state = 0, next_at = ?1"
                                                   " WHERE state IN (1, 2)"));
  TRY_VOID(update.bind(1, instant_number(now)).run());
  return static_cast<std::uint64_t>(state_.connection->changes());
}

Result<void> DeliveryChanges::cancel_waiting_of(SubscriberNumber subscriber,
                                                std::optional<DeliveryChannel> channel, Instant now,
                                                std::string_view outcome) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE deliveries SET state = 5, ended_at = ?3, outcome = ?4, content = ''"
                                 " WHERE subscriber = ?1 AND state = 0 AND (?2 IS NULL OR channel = ?2)"));
  update.bind_unsigned(1, subscriber.value());
  update.bind_optional(
      2, channel ? std::optional<std::int64_t>(static_cast<std::int64_t>(*channel)) : std::nullopt);
  return update.bind(3, instant_number(now)).bind(4, outcome).run();
}

Result<std::uint64_t> DeliveryChanges::cancel_waiting(Instant now, std::string_view outcome) {
  TRY(Statement update,
      state_.connection->prepare("UPDATE deliveries SET state = 5, ended_at = ?1, outcome = ?2, content = ''"
                                 " WHERE state = 0"));
  TRY_VOID(update.bind(1, instant_number(now)).bind(2, outcome).run());
  return static_cast<std::uint64_t>(state_.connection->changes());
}

Result<std::uint64_t> DeliveryChanges::retry_failed(std::optional<DeliveryNumber> number, Instant now) {
  // What had its content taken away can't be said again.
  TRY(Statement update,
      state_.connection->prepare("UPDATE deliveries SET state = 0, tries = 0, next_at = ?2, ended_at = NULL,"
                                 " outcome = '' WHERE state = 4 AND kind IN (2, 3)"
                                 " AND (?1 IS NULL OR delivery = ?1)"));
  update.bind_optional(1, number ? std::optional<std::int64_t>(number->value()) : std::nullopt);
  TRY_VOID(update.bind(2, instant_number(now)).run());
  return static_cast<std::uint64_t>(state_.connection->changes());
}

Result<void> DeliveryChanges::forget_ended(Instant before) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM deliveries WHERE ended_at < ?1"));
  return remove.bind(1, instant_number(before)).run();
}

Result<void> DeliveryChanges::forget_account(AccountNumber account) {
  TRY(Statement remove, state_.connection->prepare("DELETE FROM deliveries WHERE account = ?1"));
  return remove.bind_unsigned(1, account.value()).run();
}

Result<std::uint32_t> DeliveryChanges::add_key(std::string_view secret, Instant now) {
  TRY(Statement insert, state_.connection->prepare("INSERT INTO mail_keys(secret, made_at) VALUES(?1, ?2)"));
  TRY_VOID(insert.bind_blob(1, secret).bind(2, instant_number(now)).run());
  return static_cast<std::uint32_t>(state_.connection->last_insert_rowid());
}

}  // namespace broadsheet::store
