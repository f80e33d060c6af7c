// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// broadsheet digest: what its line may say, and what each of its actions does.

#ifndef BROADSHEET_APP_DIGEST_REQUEST_H_
#define BROADSHEET_APP_DIGEST_REQUEST_H_

#include <cstdint>
#include <string>
#include <vector>

#include "app/context.h"
#include "app/exit_status.h"
#include "base/result.h"

namespace broadsheet::app {

struct DigestRequest {
  std::vector<std::string> words;  // behind the action
  std::string date;
  std::string state;
  std::string to;
  std::string dns;
  std::string key_type = "rsa";
  std::uint32_t count = 100;
  bool html = false;
  bool keep = false;
  bool json = false;

  std::string word() const { return words.empty() ? std::string() : words.front(); }
};

using DigestAction = Result<ExitStatus> (*)(Context& context, const DigestRequest& request);

// digest_preview.cc
Result<ExitStatus> preview_digest(Context& context, const DigestRequest& request);
// digest_sending.cc
Result<ExitStatus> send_digests(Context& context, const DigestRequest& request);
// digest_queue.cc
Result<ExitStatus> show_queue(Context& context, const DigestRequest& request);
Result<ExitStatus> retry_deliveries(Context& context, const DigestRequest& request);
Result<ExitStatus> release_queue(Context& context, const DigestRequest& request);
// digest_sender.cc
Result<ExitStatus> send_test_letter(Context& context, const DigestRequest& request);
Result<ExitStatus> check_sender(Context& context, const DigestRequest& request);
Result<ExitStatus> make_dkim_key(Context& context, const DigestRequest& request);
// digest_bounces.cc
Result<ExitStatus> take_bounces(Context& context, const DigestRequest& request);
// digest_readers.cc
Result<ExitStatus> stop_reader(Context& context, const DigestRequest& request);
Result<ExitStatus> allow_reader(Context& context, const DigestRequest& request);
Result<ExitStatus> list_subscribers(Context& context, const DigestRequest& request);

}  // namespace broadsheet::app

#endif  // BROADSHEET_APP_DIGEST_REQUEST_H_
