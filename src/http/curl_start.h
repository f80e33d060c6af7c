// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// libcurl's state of the whole process, which must be there before its first handle.

#ifndef BROADSHEET_HTTP_CURL_START_H_
#define BROADSHEET_HTTP_CURL_START_H_

namespace broadsheet::http {

// May be called often and from any thread.
void start_curl();

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_CURL_START_H_
