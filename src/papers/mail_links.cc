// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "papers/mail_links.h"

#include <charconv>
#include <fmt/format.h>
#include <ranges>
#include <utility>

#include "base/secrets.h"

namespace broadsheet::papers {
namespace {

constexpr std::size_t kKeyBytes = 32;
// Of the HMAC in hexadecimal: 128 bits, that nobody guesses, in an address that people see.
constexpr std::size_t kProofDigits = 32;
constexpr std::size_t kMessageNameBytes = 15;

std::string_view purpose_name(LinkPurpose purpose) {
  return purpose == LinkPurpose::kSubscription ? "subscription" : "bounce";
}

std::string proof(const store::Deliveries::Key& key, LinkPurpose purpose, std::uint32_t number) {
  const std::string meant = fmt::format("{}.{}.{}", purpose_name(purpose), key.number, number);
  return keyed_digest(key.secret, meant).substr(0, kProofDigits);
}

// Digits alone, as they were printed: "7", not "07".
std::optional<std::uint32_t> read_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (text.front() == '0' || text.front() == '+') return std::nullopt;
  return number;
}

}  // namespace

Result<MailLinks> MailLinks::open(store::Record& record) {
  TRY(std::vector<store::Deliveries::Key> keys, store::Deliveries(record).keys());
  if (keys.empty()) return Error(ErrorCode::kNotFound, "the record has no key for the links of letters yet");
  return MailLinks(std::move(keys));
}

MailLinks MailLinks::throwaway() {
  return MailLinks({{.number = 1, .secret = random_bytes(kKeyBytes)}});
}

std::string MailLinks::token(LinkPurpose purpose, std::uint32_t number) const {
  const store::Deliveries::Key& key = keys_.back();
  return fmt::format("{}.{}.{}", number, key.number, proof(key, purpose, number));
}

std::optional<std::uint32_t> MailLinks::number_in(LinkPurpose purpose, std::string_view token) const {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto number = read_number(token.substr(0, first));
  const auto key_number = read_number(token.substr(first + 1, second - first - 1));
  // Whatever is wrong with it takes as long.
  const store::Deliveries::Key* key = &keys_.back();
  for (const store::Deliveries::Key& one : keys_)
    if (key_number && one.number == *key_number) key = &one;
  const std::string right = proof(*key, purpose, number.value_or(0));
  const bool equal = equal_secrets(right, token.substr(second + 1));
  if (!equal || !number || !key_number || *key_number != key->number) return std::nullopt;
  return number;
}

Result<void> ensure_mail_key(store::Transaction& transaction, store::Record& record, Instant now) {
  TRY(const std::vector<store::Deliveries::Key> keys, store::Deliveries(record).keys());
  return keys.empty() ? rotate_mail_key(transaction, now) : Result<void>();
}

Result<void> rotate_mail_key(store::Transaction& transaction, Instant now) {
  TRY_VOID(store::DeliveryChanges(transaction).add_key(random_bytes(kKeyBytes), now));
  return {};
}

std::string new_message_name() {
  const std::string bytes = random_bytes(kMessageNameBytes);
  return hex(bytes.data(), bytes.size());
}

Sha256 stopped_address(std::string_view folded) {
  return sha256("mail stop: " + std::string(folded));
}

}  // namespace broadsheet::papers
