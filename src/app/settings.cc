// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "app/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <toml++/toml.h>

#include "app/limits.h"
#include "base/ascii.h"
#include "base/clock.h"
#include "base/file.h"

namespace broadsheet::app {
namespace {

using Complaint = std::optional<std::string>;

// A setting: how it reads and writes its field. `quoted` values are strings in TOML.
struct Setting {
  std::string_view section;
  std::string_view name;
  bool quoted;
  std::string_view meaning;
  std::string (*get)(const Settings&);
  Complaint (*set)(Settings&, std::string_view value);

  std::string key() const { return std::string(section) + "." + std::string(name); }
};

// How a value is written in the file, without quotes.
std::string shown(const std::string& text) {
  return text;
}
std::string shown(std::uint32_t number) {
  return std::to_string(number);
}
// The shortest decimal number that reads as the same, without an exponent.
std::string shown(double number) {
  std::array<char, 400> text{};  // the smallest has some 340 places
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  return std::string(text.data(), written.ptr);
}
std::string shown(bool truth) {
  return truth ? "true" : "false";
}
template <class Count, class Period>
std::string shown(std::chrono::duration<Count, Period> time) {
  return std::to_string(time.count());
}
std::string shown(const std::vector<std::string>& items) {
  std::string all;
  for (const std::string& item : items) all.append(all.empty() ? "" : ", ").append(item);
  return all;
}

template <auto kField>
std::string get(const Settings& settings) {
  return shown(settings.*kField);
}

// A whole number, or so many of the unit of a time.
template <std::uint32_t kMin, std::uint32_t kMax, class Field>
Complaint read_number(std::string_view value, Field& field) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < kMin || number > kMax)
    return "not a number from " + std::to_string(kMin) + " to " + std::to_string(kMax);
  field = Field(number);
  return std::nullopt;
}

template <auto kField, std::uint32_t kMin, std::uint32_t kMax>
Complaint set_number(Settings& settings, std::string_view value) {
  return read_number<kMin, kMax>(value, settings.*kField);
}

template <double papers::TrendingParameters::*kField>
std::string get_trending(const Settings& settings) {
  return shown(settings.trending.*kField);
}

// Of few decimals, so that it is shown as it was written.
template <double papers::TrendingParameters::*kField, std::uint32_t kMin, std::uint32_t kMax>
Complaint set_trending(Settings& settings, std::string_view value) {
  constexpr std::size_t kDecimalsMax = 3;
  const std::size_t point = value.find('.');
  const std::size_t decimals = point == std::string_view::npos ? 0 : value.size() - point - 1;
  const char* const value_end = value.data() + value.size();
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value_end, number, std::chars_format::fixed);
  if (error != std::errc() || end != value_end || decimals > kDecimalsMax ||
      !(number >= kMin && number <= kMax)) {
    return "not a number from " + std::to_string(kMin) + " to " + std::to_string(kMax) +
           " with at most three decimals: write one like 0.5";
  }
  settings.trending.*kField = number;
  return std::nullopt;
}

template <auto kField>
std::string get_mail(const Settings& settings) {
  return shown(settings.mail.*kField);
}

std::string get_mail_security(const Settings& settings) {
  return mail_security_name(settings.mail.security);
}

template <MailComplaint (*kSet)(MailSettings&, std::string_view)>
Complaint set_mail(Settings& settings, std::string_view value) {
  return kSet(settings.mail, value);
}

template <auto kField>
Complaint set_mail_address(Settings& settings, std::string_view value) {
  return read_address_setting(value, settings.mail.*kField);
}

template <auto kField>
Complaint set_mail_line(Settings& settings, std::string_view value) {
  return read_line_setting(value, settings.mail.*kField);
}

template <auto kField, std::uint32_t kMin, std::uint32_t kMax>
Complaint set_mail_number(Settings& settings, std::string_view value) {
  return read_number<kMin, kMax>(value, settings.mail.*kField);
}

Complaint set_private_webhooks(Settings& settings, std::string_view value) {
  if (value != "true" && value != "false") return "neither true nor false";
  settings.mail.private_webhooks = value == "true";
  return std::nullopt;
}

template <auto kField>
Complaint set_truth(Settings& settings, std::string_view value) {
  if (value != "true" && value != "false") return "neither true nor false";
  settings.*kField = value == "true";
  return std::nullopt;
}

// "a, b": names, addresses and ports, which have no other marks than these.
std::optional<std::vector<std::string>> read_list(std::string_view value) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':' || c == '[' ||
           c == ']';
  };
  std::vector<std::string> items;
  std::string item;
  for (const char c : std::string(value) + ",") {
    if (plain(c)) {
      item += c;
    } else if (c == ',' || c == ' ') {
      if (!item.empty()) items.push_back(std::exchange(item, {}));
    } else {
      return std::nullopt;
    }
  }
  return items;
}

constexpr char kNames[] = "names in lower case: write one like papers.example, lab-server:8370";
constexpr char kAddresses[] = "addresses: write one like 10.0.0.2, 10.0.0.3";

// `kWhat` says of what the list is, and how to write one.
template <auto kField, const char* kWhat>
Complaint set_list(Settings& settings, std::string_view value) {
  auto items = read_list(value);
  if (!items) return "not a list of " + std::string(kWhat);
  settings.*kField = *std::move(items);
  return std::nullopt;
}

Complaint set_time_zone(Settings& settings, std::string_view value) {
  std::string zone(value);
  if (!local_day(Instant{}, zone, std::chrono::minutes(0)).ok()) {
    return "no such time zone: write one like Europe/Berlin or UTC";
  }
  settings.time_zone = std::move(zone);
  return std::nullopt;
}

std::string get_rolls_over_at(const Settings& settings) {
  return format_time_of_day(settings.rolls_over_at);
}

Complaint set_rolls_over_at(Settings& settings, std::string_view value) {
  // 24:00 keeps the calendar's day.
  const Result<std::chrono::minutes> time = parse_time_of_day(value);
  if (!time.ok()) return "no time of day: write one like 21:30";
  settings.rolls_over_at = *time;
  return std::nullopt;
}

bool is_web_address(std::string_view value) {
  const auto plain = [](char c) {
    return c > 0x20 && c < 0x7F && c != '"' && c != '<' && c != '>' && c != '\\';
  };
  return (value.starts_with("http://") || value.starts_with("https://")) && std::ranges::all_of(value, plain);
}

Complaint set_websub_hub(Settings& settings, std::string_view value) {
  if (!value.empty() && !is_web_address(value))
    return "no address of a hub: write one like https://hub.example/";
  settings.websub_hub = value;
  return std::nullopt;
}

// Of an archive of papers: its usual address has a name, so that a table of settings stays narrow.
constexpr std::string_view kUsual = "usual";

template <std::string Settings::*kUrl>
std::string get_paper_url(const Settings& settings) {
  return settings.*kUrl == Settings().*kUrl ? std::string(kUsual) : settings.*kUrl;
}

template <std::string Settings::*kUrl>
Complaint set_paper_url(Settings& settings, std::string_view value) {
  const bool is_address = is_web_address(value) && value.find("{id}") != std::string_view::npos;
  if (value != kUsual && value != "off" && !is_address)
    return "no address of papers: write one like https://papers.example/works/{id}, usual or off";
  settings.*kUrl = value == kUsual ? Settings().*kUrl : std::string(value);
  return std::nullopt;
}

Complaint set_public_url(Settings& settings, std::string_view value) {
  if (!value.empty() && (!is_web_address(value) || value.ends_with('/'))) {
    return "no address of a site: write one like https://papers.example, without a slash at its end";
  }
  settings.public_url = value;
  return std::nullopt;
}

template <auto kField>
Complaint set_contact(Settings& settings, std::string_view value) {
  const auto plain = [](char c) { return c > 0x20 && c < 0x7F && c != '(' && c != ')' && c != ';'; };
  if (!std::ranges::all_of(value, plain))
    return "neither an e-mail address nor a URL: write one like you@example.org";
  settings.*kField = value;
  return std::nullopt;
}

// By the numbers of papers::SignUp.
constexpr std::array<std::string_view, 3> kSignUps{"open", "invitation", "closed"};

std::string get_sign_up(const Settings& settings) {
  return std::string(kSignUps[static_cast<std::size_t>(settings.accounts.sign_up)]);
}

Complaint set_sign_up(Settings& settings, std::string_view value) {
  const auto* const found = std::ranges::find(kSignUps, value);
  if (found == kSignUps.end()) return "none of open, invitation and closed";
  settings.accounts.sign_up = static_cast<papers::SignUp>(found - kSignUps.begin());
  return std::nullopt;
}

// By the numbers of papers::SecondFactorRule.
constexpr std::array<std::string_view, 3> kSecondFactorRules{"optional", "admins", "moderators"};

std::string get_second_factor(const Settings& settings) {
  return std::string(kSecondFactorRules[static_cast<std::size_t>(settings.accounts.second_factor)]);
}

Complaint set_second_factor(Settings& settings, std::string_view value) {
  const auto* const found = std::ranges::find(kSecondFactorRules, value);
  if (found == kSecondFactorRules.end()) return "none of optional, admins and moderators";
  settings.accounts.second_factor = static_cast<papers::SecondFactorRule>(found - kSecondFactorRules.begin());
  return std::nullopt;
}

std::string get_mode(const Settings& settings) {
  return settings.single_reader ? "single" : "many";
}

Complaint set_mode(Settings& settings, std::string_view value) {
  if (value != "single" && value != "many") return "neither single nor many";
  settings.single_reader = value == "single";
  return std::nullopt;
}

std::string get_votes_count_after(const Settings& settings) {
  return shown(settings.accounts.counts_after);
}

Complaint set_votes_count_after(Settings& settings, std::string_view value) {
  constexpr std::uint32_t kDaysMax = 365;
  return read_number<0, kDaysMax>(value, settings.accounts.counts_after);
}

constexpr std::uint32_t kPauseSecondsMax = 3600;
constexpr std::uint32_t kPauseMillisecondsMax = 1000 * kPauseSecondsMax;

constexpr std::uint32_t kTrendingHoursMax = 24 * 366;  // as many days as trending lists go back
constexpr std::uint32_t kTrendingWeightMax = 100;
constexpr std::uint32_t kTrendingPapersMax = 1'000'000;

constexpr std::array<Setting, 47> kSettings = {{
    {"editions", "time_zone", true, "the time zone in which our own days begin and end",
     get<&Settings::time_zone>, set_time_zone},
    {"editions", "rolls_over_at", true, "from then on the evening belongs to the next day", get_rolls_over_at,
     set_rolls_over_at},
    {"search", "results", false, "how many results a search shows without -n", get<&Settings::search_results>,
     set_number<&Settings::search_results, 1, kSearchCountMax>},
    {"server", "public_url", true, "where readers find the server, for absolute links; empty: as they asked",
     get<&Settings::public_url>, set_public_url},
    {"server", "websub_hub", true, "the WebSub hub that our feeds name; empty: none",
     get<&Settings::websub_hub>, set_websub_hub},
    {"server", "contact", true, "whom harvesters of /oai can write to, for all to see: an e-mail address",
     get<&Settings::server_contact>, set_contact<&Settings::server_contact>},
    {"server", "hosts", true, "names by which the server may be asked for, besides those of this machine",
     get<&Settings::hosts>, set_list<&Settings::hosts, kNames>},
    {"server", "trusted_proxies", true, "proxies whose X-Forwarded-For is believed",
     get<&Settings::trusted_proxies>, set_list<&Settings::trusted_proxies, kAddresses>},
    {"server", "metrics_readers", true, "addresses that may read /metrics, besides this machine's",
     get<&Settings::metrics_readers>, set_list<&Settings::metrics_readers, kAddresses>},
    {"server", "api_requests", false, "API requests of one address in five minutes; 0: any number",
     get<&Settings::api_requests>, set_number<&Settings::api_requests, 0, kQuotaMax>},
    {"server", "page_requests", false, "pages that one address may open in five minutes; 0: any number",
     get<&Settings::page_requests>, set_number<&Settings::page_requests, 0, kQuotaMax>},
    {"readers", "sign_up", true, "who may make an account: open, invitation or closed", get_sign_up,
     set_sign_up},
    {"readers", "votes_count_after_days", false, "how old an account must be before its votes count",
     get_votes_count_after, set_votes_count_after},
    {"readers", "second_factor", true,
     "who acts by their role only with a second factor: optional (nobody), admins, or moderators too",
     get_second_factor, set_second_factor},
    {"readers", "mode", true, "single: whoever sits at this machine is the one reader and logs in nowhere",
     get_mode, set_mode},
    {"vectors", "encode_on_battery", false, "false: while the battery is used, new papers wait to be encoded",
     get<&Settings::encode_on_battery>, set_truth<&Settings::encode_on_battery>},
    {"mail", "server", true, "the mail server that takes our letters, NAME:PORT; empty: none are sent",
     get_mail<&MailSettings::server>, set_mail<set_mail_server>},
    {"mail", "security", true, "how it is reached: starttls (required), tls, or none", get_mail_security,
     set_mail<set_mail_security>},
    {"mail", "user", true, "the name to log in with; empty: without a login", get_mail<&MailSettings::user>,
     set_mail_line<&MailSettings::user>},
    {"mail", "password_file", true, "the file whose first line is the password",
     get_mail<&MailSettings::password_file>, set_mail_line<&MailSettings::password_file>},
    {"mail", "ca_file", true, "certificates to trust instead of the system's",
     get_mail<&MailSettings::ca_file>, set_mail_line<&MailSettings::ca_file>},
    {"mail", "from", true, "the address that letters come from", get_mail<&MailSettings::from>,
     set_mail_address<&MailSettings::from>},
    {"mail", "from_name", true, "the name beside it", get_mail<&MailSettings::from_name>,
     set_mail_line<&MailSettings::from_name>},
    {"mail", "reply_to", true, "where answers go; empty: to where letters come from",
     get_mail<&MailSettings::reply_to>, set_mail_address<&MailSettings::reply_to>},
    {"mail", "bounces", true, "where mail that can't be delivered comes back, at NAME+TOKEN@",
     get_mail<&MailSettings::bounces>, set_mail<set_bounces>},
    {"mail", "bounce_folder", true,
     "a folder from which such mail is read and removed, a file each; empty: none",
     get_mail<&MailSettings::bounce_folder>, set_mail<set_bounce_folder>},
    {"mail", "dkim_selector", true, "under which name our DKIM key is in the DNS; empty: not signed",
     get_mail<&MailSettings::dkim_selector>, set_mail_line<&MailSettings::dkim_selector>},
    {"mail", "dkim_key_file", true, "the file of that key (digest key makes one)",
     get_mail<&MailSettings::dkim_key_file>, set_mail_line<&MailSettings::dkim_key_file>},
    {"mail", "connections", false, "letters that are sent at once", get_mail<&MailSettings::connections>,
     set_mail_number<&MailSettings::connections, 1, 16>},
    {"mail", "per_domain_per_minute", false, "letters to one domain in a minute; 0: any number",
     get_mail<&MailSettings::per_domain_per_minute>,
     set_mail_number<&MailSettings::per_domain_per_minute, 0, 100'000>},
    {"mail", "retry_s", false, "the first wait after a failure, in seconds; later ones double to an hour",
     get_mail<&MailSettings::retry>, set_mail_number<&MailSettings::retry, 1, kPauseSecondsMax>},
    {"mail", "reply_timeout_s", false, "how long a mail server may take for a reply, in seconds",
     get_mail<&MailSettings::reply_timeout>,
     set_mail_number<&MailSettings::reply_timeout, 1, kPauseSecondsMax>},
    {"mail", "private_webhooks", false, "true: webhooks may be on this machine and in private networks",
     get_mail<&MailSettings::private_webhooks>, set_private_webhooks},
    {"harvest", "contact", true, "whom upstreams can write to: an e-mail address or a URL",
     get<&Settings::contact>, set_contact<&Settings::contact>},
    {"harvest", "interval_ms", false,
     "least time between two requests to a host in ms; arXiv's is 3000 or more",
     get<&Settings::harvest_interval>, set_number<&Settings::harvest_interval, 0, kPauseMillisecondsMax>},
    {"harvest", "retry_ms", false, "the first wait after a failure, in milliseconds; later ones double",
     get<&Settings::harvest_retry>, set_number<&Settings::harvest_retry, 0, kPauseMillisecondsMax>},
    {"harvest", "time_max_s", false, "how long one answer may take to come, in seconds",
     get<&Settings::harvest_time_max>, set_number<&Settings::harvest_time_max, 1, kPauseSecondsMax>},
    {"harvest", "wait_max_s", false,
     "the longest wait that a busy server may ask for before we give up, in seconds",
     get<&Settings::harvest_wait_max>, set_number<&Settings::harvest_wait_max, 1, kPauseSecondsMax>},
    {"harvest", "private_addresses", false,
     "true: addresses of this machine and of private networks are asked too",
     get<&Settings::private_addresses>, set_truth<&Settings::private_addresses>},
    {"jobs", "arxiv_paper", true, "where a paper is fetched by its arXiv id: usual, off, or https://…{id}",
     get_paper_url<&Settings::arxiv_paper_url>, set_paper_url<&Settings::arxiv_paper_url>},
    {"jobs", "doi_paper", true,
     "where a paper is fetched by its DOI: usual (Crossref), off, or https://…{id}",
     get_paper_url<&Settings::doi_paper_url>, set_paper_url<&Settings::doi_paper_url>},
    {"trending", "half_life_hours", false, "by so much age half the votes are as good",
     get_trending<&papers::TrendingParameters::half_life_hours>,
     set_trending<&papers::TrendingParameters::half_life_hours, 1, kTrendingHoursMax>},
    {"trending", "count_lasts_hours", false, "for so long a count of votes stands without ageing",
     get_trending<&papers::TrendingParameters::count_lasts_hours>,
     set_trending<&papers::TrendingParameters::count_lasts_hours, 0, kTrendingHoursMax>},
    {"trending", "comment_weight", false, "votes that a person who comments is worth",
     get_trending<&papers::TrendingParameters::comment_weight>,
     set_trending<&papers::TrendingParameters::comment_weight, 0, kTrendingWeightMax>},
    {"trending", "save_weight", false, "votes that a person who keeps a paper is worth",
     get_trending<&papers::TrendingParameters::save_weight>,
     set_trending<&papers::TrendingParameters::save_weight, 0, kTrendingWeightMax>},
    {"trending", "field_weight", false, "how far fields are made equal: 0 not at all, 1 fully",
     get_trending<&papers::TrendingParameters::field_weight>,
     set_trending<&papers::TrendingParameters::field_weight, 0, 1>},
    {"trending", "field_prior_papers", false, "papers that a field needs until it is measured by itself",
     get_trending<&papers::TrendingParameters::field_prior_papers>,
     set_trending<&papers::TrendingParameters::field_prior_papers, 0, kTrendingPapersMax>},
}};

const Setting* find_setting(std::string_view key) {
  for (const Setting& setting : kSettings) {
    if (setting.key() == key) return &setting;
  }
  return nullptr;
}

std::string known_keys() {
  std::string keys;
  for (const Setting& setting : kSettings) keys += (keys.empty() ? "" : ", ") + setting.key();
  return keys;
}

Error complain(const std::string& path, const toml::source_region& where, const std::string& what) {
  return Error(ErrorCode::kInvalid,
               "settings: " + path + ":" + std::to_string(where.begin.line) + ": " + what);
}

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* number = node.as_floating_point()) return shown(number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  return std::nullopt;
}

Result<void> apply(Settings& settings, const toml::table& file, const std::string& path) {
  for (const auto& [section_name, section_node] : file) {
    const toml::table* section = section_node.as_table();
    if (section == nullptr) {
      return complain(
          path, section_node.source(),
          "'" + std::string(section_name.str()) + "' stands outside a [section]: known are " + known_keys());
    }
    for (const auto& [name, node] : *section) {
      const std::string key = std::string(section_name.str()) + "." + std::string(name.str());
      const Setting* setting = find_setting(key);
      if (setting == nullptr) {
        return complain(path, node.source(), "no setting is called '" + key + "': known are " + known_keys());
      }
      const std::optional<std::string> value = text_of(node);
      if (!value) return complain(path, node.source(), key + " must be a text, a number, true or false");
      if (const Complaint complaint = setting->set(settings, *value)) {
        return complain(path, node.source(), key + " = " + *value + ": " + *complaint);
      }
    }
  }
  return {};
}

Result<Settings> parse(const std::string& text, const std::string& path) {
  try {
    Settings settings;
    const toml::table file = toml::parse(text, path);
    TRY_VOID(apply(settings, file, path));
    return settings;
  } catch (const toml::parse_error& error) {
    return complain(path, error.source(), std::string(error.description()));
  }
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The file with the setting's line replaced, or added at the head of its section, or section and all
// at the end of the file. Whether that came out right is for the caller to check by parsing it.
std::string with_line(const std::string& text, const Setting& setting, const std::string& line) {
  std::vector<std::string> lines = lines_of(text);
  const std::string header = "[" + std::string(setting.section) + "]";
  auto section = std::find_if(lines.begin(), lines.end(),
                              [&](const std::string& old) { return trimmed(old).starts_with(header); });
  if (section == lines.end()) {
    if (!lines.empty()) lines.emplace_back();
    lines.push_back(header);
    lines.push_back(line);
  } else {
    auto at = std::next(section);
    while (at != lines.end() && !trimmed(*at).starts_with('[') &&
           trimmed(std::string_view(*at).substr(0, at->find('='))) != setting.name) {
      ++at;
    }
    if (at == lines.end() || trimmed(*at).starts_with('[')) {
      lines.insert(std::next(section), line);
    } else {
      *at = line;
    }
  }
  std::string edited;
  for (const std::string& each : lines) edited.append(each).append("\n");
  return edited;
}

Result<std::string> read_or_empty(const std::string& path) {
  Result<std::string> text = read_file(path, kSettingsBytesMax);
  if (!text.ok() && text.error().code() == ErrorCode::kNotFound) return std::string();
  return text;
}

}  // namespace

Result<Settings> load_settings(const std::string& path) {
  TRY(const std::string text, read_or_empty(path));
  return parse(text, path);
}

std::vector<SettingRow> setting_rows(const Settings& settings) {
  const Settings defaults;
  std::vector<SettingRow> rows;
  for (const Setting& setting : kSettings) {
    std::string value = setting.get(settings);
    const bool is_default = value == setting.get(defaults);
    rows.push_back({.key = setting.key(),
                    .value = std::move(value),
                    .is_default = is_default,
                    .meaning = std::string(setting.meaning)});
  }
  return rows;
}

Result<void> set_setting(const std::string& path, std::string_view key, std::string_view value) {
  const Setting* setting = find_setting(key);
  if (setting == nullptr) {
    return Error(ErrorCode::kNotFound,
                 "settings: no setting is called '" + std::string(key) + "': known are " + known_keys());
  }
  Settings wanted;
  if (const Complaint complaint = setting->set(wanted, value)) {
    return Error(ErrorCode::kInvalid,
                 "settings: " + setting->key() + " = " + std::string(value) + ": " + *complaint);
  }
  TRY(const std::string text, read_or_empty(path));
  const std::string line = std::string(setting->name) + " = " + (setting->quoted ? "\"" : "") +
                           setting->get(wanted) + (setting->quoted ? "\"" : "");
  const std::string edited = with_line(text, *setting, line);
  TRY(const Settings result, parse(edited, path));
  if (setting->get(result) != setting->get(wanted)) {
    return Error(ErrorCode::kInvalid, "settings: " + path + ": could not place " + setting->key() +
                                          " without changing other lines: edit the file by hand");
  }
  return write_file_atomically(path, edited);
}

}  // namespace broadsheet::app
