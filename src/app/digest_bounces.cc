// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest bounce: mail that came back, from a pipe or from files. What it prints ends up in the log
// of a mail server, so no address is in it.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "app/bounce_drop.h"
#include "app/digest_request.h"
#include "app/record_access.h"
#include "app/signals.h"
#include "base/json_writer.h"
#include "mail/bounces.h"

namespace broadsheet::app {
namespace {

using mail::Returned;
using mail::ReturnedAct;

// Of a folder and all below it.
constexpr std::size_t kFilesMax = 100'000;

struct Done {
  std::string name;
  Returned returned;
  std::string error;
};

// Of a folder all files in it, by their names; links are not followed.
Result<std::vector<std::string>> files_of(const std::vector<std::string>& words) {
  std::vector<std::string> files;
  for (const std::string& word : words) {
    std::error_code error;
    if (word == "-" || !std::filesystem::is_directory(word, error)) {
      files.push_back(word);
      continue;
    }
    const std::size_t first = files.size();
    std::filesystem::recursive_directory_iterator entry(word, error);
    for (; !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
      if (!entry->is_regular_file(error) || entry->is_symlink(error)) continue;
      if (files.size() == kFilesMax) return Error(ErrorCode::kTooLarge, word + " has too many files");
      files.push_back(entry->path().string());
    }
    if (error) return Error(ErrorCode::kIo, word + ": " + error.message());
    std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end());
  }
  if (files.empty() && words.empty()) files.emplace_back("-");
  return files;
}

Result<std::string> read_message(const std::string& name) {
  if (name != "-") return read_mail(name);
  Fd input(STDIN_FILENO);
  Result<std::string> message = read_mail(input, "standard input");
  (void)input.release();
  return message;
}

std::string_view act_text(ReturnedAct act) {
  switch (act) {
    case ReturnedAct::kNone:
      return "nothing to do: no report of a letter that failed";
    case ReturnedAct::kNotOurs:
      return "nothing to do: about no letter of ours that is known";
    case ReturnedAct::kDelayed:
      return "is still on its way";
    case ReturnedAct::kFailed:
      return "did not arrive; its address gets the next one";
    case ReturnedAct::kStopped:
      return "did not arrive; its address gets nothing any more";
    case ReturnedAct::kComplaint:
      return "was called spam; its address gets nothing any more";
    case ReturnedAct::kBusy:
      return "is still in hand: try again in a moment";
  }
  return {};
}

void write_text(Terminal& out, const Done& done) {
  std::string line = done.name + ": ";
  const bool is_of_letter =
      done.returned.act != ReturnedAct::kNone && done.returned.act != ReturnedAct::kNotOurs;
  if (!done.error.empty()) {
    line += done.error;
  } else {
    if (is_of_letter)
      line += done.returned.delivery.value() == 0
                  ? "a letter "
                  : "delivery " + std::to_string(done.returned.delivery.value()) + " ";
    line += act_text(done.returned.act);
  }
  out.line(line);
}

void write_json(JsonWriter& json, const Done& done) {
  json.begin_object().key("file").value(done.name).key("did");
  json.value(done.error.empty() ? mail::returned_act_name(done.returned.act) : "failed_to_read");
  json.key("delivery");
  if (done.returned.delivery.value() == 0) {
    json.null();
  } else {
    json.value(done.returned.delivery.value());
  }
  json.end_object();
}

}  // namespace

Result<ExitStatus> take_bounces(Context& context, const DigestRequest& request) {
  // A mail server that names the wrong data folder should hear of it.
  if (!context.folder.has_record()) return open_record_for_reading(context).error();
  TRY(const std::unique_ptr<store::Record> record, open_record_for_writing(context));
  TRY(const std::vector<std::string> files, files_of(request.words));
  const std::string& from = context.settings.mail.from;
  const std::string domain = from.substr(from.rfind('@') + 1);
  ExitStatus status = ExitStatus::kDone;
  JsonWriter json;
  json.begin_array();
  for (const std::string& name : files) {
    if (stop_requested()) return Error(ErrorCode::kInterrupted, "digest");
    Done done{.name = name, .returned = {}, .error = {}};
    const Result<std::string> message = read_message(name);
    if (message.ok()) {
      TRY(done.returned,
          mail::take_returned_mail(*record, *message, request.to, domain, context.clock.now()));
      if (done.returned.act == ReturnedAct::kBusy) status = ExitStatus::kFailed;
    } else {
      done.error = message.error().message();
      status = ExitStatus::kFailed;
    }
    if (request.json) {
      write_json(json, done);
    } else {
      write_text(context.out, done);
    }
  }
  json.end_array();
  if (request.json) context.out.line(json.take());
  return status;
}

}  // namespace broadsheet::app
