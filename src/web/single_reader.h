// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The one reader of a machine of their own, who need not log in: whoever can open a page of this server with
// a browser on this machine. The operator says that there is only one (readers.mode), because a request alone
// can't show it: a proxy on the same machine that passes requests on without a word looks just like it.

#ifndef BROADSHEET_WEB_SINGLE_READER_H_
#define BROADSHEET_WEB_SINGLE_READER_H_

#include "http/message.h"
#include "web/backend.h"

namespace broadsheet::web {

// True if there is one reader, and this request is theirs: it came from this machine, asks for it by a
// loopback name or address, passed through no proxy that says so, and was sent by a page of ours or by no
// page at all. A link on a page of another site may be followed; nothing else that such a page does is done
// for the reader.
bool is_single_reader(const Site& site, const http::Request& request);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_SINGLE_READER_H_
