// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Notices in words: pages and letters say them alike. "WHO replied to you on TITLE", "A new version of
// TITLE".

#ifndef BROADSHEET_PAPERS_NOTICE_LINES_H_
#define BROADSHEET_PAPERS_NOTICE_LINES_H_

#include <string_view>

#include "store/notices.h"

namespace broadsheet::papers {

// What happened: "replied to you".
std::string_view notice_text(store::NoticeKind kind);
// Between that and the title: "on", "of", or nothing.
std::string_view notice_word_before_title(store::NoticeKind kind);
// What a source did nobody here did. (Where nobody else acted it was the operator.)
bool is_notice_of_source(store::NoticeKind kind);
// The kind as a row of settings: "Somebody replies to me".
std::string_view notice_kind_title(store::NoticeKind kind);

}  // namespace broadsheet::papers

#endif  // BROADSHEET_PAPERS_NOTICE_LINES_H_
