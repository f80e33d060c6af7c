// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest: letters to readers, as their operator sees them. A server chooses and sends by itself;
// this looks on, helps, and does the same without one.

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "app/commands.h"
#include "app/digest_request.h"
#include "papers/delivery_names.h"

namespace broadsheet::app {
namespace {

// How many words may stand behind an action.
struct Action {
  std::string_view name;
  DigestAction act;
  std::size_t words_min;
  std::size_t words_max;
};
constexpr std::size_t kAnyNumber = SIZE_MAX;
constexpr std::array<Action, 12> kActions{{
    {"preview", preview_digest, 0, 1},
    {"send", send_digests, 0, 0},
    {"queue", show_queue, 0, 0},
    {"retry", retry_deliveries, 0, 1},
    {"release", release_queue, 0, 0},
    {"subscribers", list_subscribers, 0, 0},
    {"stop", stop_reader, 1, 1},
    {"allow", allow_reader, 1, 1},
    {"test", send_test_letter, 0, 0},
    {"check", check_sender, 0, 0},
    {"key", make_dkim_key, 1, 1},
    {"bounce", take_bounces, 0, kAnyNumber},
}};

std::string action_names() {
  std::string names;
  for (const Action& action : kActions) names += (names.empty() ? "" : ", ") + std::string(action.name);
  return names;
}

constexpr std::string_view kAbout =
    "While `serve` runs and mail is set (docs/operate/mail.md), it chooses the digests that are due and "
    "delivers them by itself. `send` does the same once, for a timer on a machine without a server.\n\n"
    "`preview` prints what a reader, named by account or address, would get now, or would have got at noon "
    "(UTC) of a --date; without a name what the front page brings to somebody new. It changes nothing, and "
    "links in it lead nowhere. `queue` shows what waits and what came of it; `retry` lets digests that "
    "failed "
    "wait again, all of them or one by its number. `subscribers` lists who gets what. `stop` sends nothing "
    "to an address any more, `allow` ends that: its reader may subscribe again.\n\n"
    "`release`: after `broadsheet restore` no letter goes out, since the backup does not know what was sent "
    "after it was made. Release lets letters go again: what waits in the backup is cancelled, and editions "
    "that were due before now are skipped, with the papers that they would have brought, since their readers "
    "most likely have them. With --keep nothing is cancelled or skipped: readers may get a letter twice.\n\n"
    "`key` makes a key to sign letters with (DKIM) and prints the record to publish. `check` asks the DNS "
    "whether receivers will believe us, and says what to publish. `test` sends a letter at once and tells "
    "what the mail server said. `bounce` reads mail that came back, from standard input or from files and "
    "folders: an address that does not exist, or whose reader calls it spam, gets nothing any more.";

class DigestCommand : public Command {
 public:
  CommandText text() const override {
    return {
        .name = "digest",
        .group = "Serving",
        .summary = "letters to readers: previews, the queue, the mail server",
        .about = kAbout,
        .examples = {{"broadsheet digest preview mina", "what her next letter has"},
                     {"broadsheet digest queue --state failed", "what could not be delivered, and why"},
                     {"broadsheet digest test --to you@example.org", "whether letters arrive"},
                     {"broadsheet digest key /etc/broadsheet/dkim.pem", "a key, and the record for the DNS"},
                     {"broadsheet digest check", "whether the DNS says what receivers look for"},
                     {"broadsheet digest bounce < returned.eml",
                      "what a mail server does with what comes back"}},
    };
  }

  void declare(Options& options) override {
    options.word("ACTION", action_names(), Need::kRequired, &action_,
                 [](const std::string& value) -> std::optional<std::string> {
                   if (find(value) != nullptr) return std::nullopt;
                   return "'" + value + "' is none of " + action_names();
                 });
    options.words("WORD", "a name or an address, a number, a file: what the action is about", Need::kOptional,
                  &request_.words);
    options.text("--date", "DATE", "with preview: as of noon (UTC) of that day", &request_.date,
                 complain_about_day);
    options.flag("--html", "with preview: the letter as a page", &request_.html);
    options.choice("--state", {papers::kDeliveryStateNames.begin(), papers::kDeliveryStateNames.end()},
                   "with queue: only these", &request_.state);
    options.number("-n,--count", "N", "with queue and subscribers: how many, 100 if not said",
                   &request_.count, 0, kRowsMax);
    options.flag("--keep", "with release: cancels and skips nothing", &request_.keep);
    options.text("--to", "ADDRESS", "with test: who gets it; with bounce: the address that it came back to",
                 &request_.to);
    options.text("--dns", "HOST:PORT", "with check: a DNS server to ask instead of the system's",
                 &request_.dns);
    options.choice("--type", {"rsa", "ed25519"}, "with key: rsa (the default) is read everywhere",
                   &request_.key_type);
    options.flag("--json", "prints the answer as JSON", &request_.json);
  }

  Result<ExitStatus> run(Context& context) override {
    const Action& action = *find(action_);
    const std::size_t words = request_.words.size();
    if (words < action.words_min || words > action.words_max) {
      notice(context, "digest: type `broadsheet digest --help` for what " + action_ + " takes");
      return ExitStatus::kUsage;
    }
    return action.act(context, request_);
  }

 private:
  static constexpr std::uint32_t kRowsMax = 100'000;

  static const Action* find(std::string_view name) {
    const auto* const found = std::ranges::find(kActions, name, &Action::name);
    return found == kActions.end() ? nullptr : found;
  }

  std::string action_;
  DigestRequest request_;
};

}  // namespace

std::unique_ptr<Command> make_digest_command() {
  return std::make_unique<DigestCommand>();
}

}  // namespace broadsheet::app
