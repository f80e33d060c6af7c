// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The lists of OAI-PMH: papers by their last change, a page at a time.
//
// The datestamp of a paper is the time of the commit that changed it last. Those times ascend with revisions,
// so a list is a walk along revisions. A paper that changes while it is harvested moves to the end of the
// walk: it is given there, and never missed. Nothing is kept between two pages.
//
// The papers of a set are taken from the index where that is as new as they are, and looked at where it is
// not; withdrawn ones are in no index. One that was merged is in the sets of the paper that it is part of.

#ifndef BROADSHEET_WEB_OAI_LIST_H_
#define BROADSHEET_WEB_OAI_LIST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "search/searcher.h"
#include "store/record.h"
#include "web/oai_request.h"

namespace broadsheet::web {

struct OaiRow {
  store::PaperChange change;
  std::string id;  // the oldest of the item: what its identifier is made of
  // Of a deleted one the paper that it is part of now, if that is known.
  std::optional<store::PaperView> view;
};

struct OaiRows {
  std::vector<OaiRow> rows;
  OaiPlace reached;   // where the next page begins
  bool more = false;  // there is something behind it
};

// A list is one of a Record that is pinned to one state (Record::snapshot).
// Where the list that a request asks for begins.
Result<OaiPlace> begin_oai_list(store::Record& record, const OaiRequest& request);
// Whether the record that we have is the one of the token's walk.
Result<bool> is_place_known(store::Record& record, const OaiPlace& place);
// At most `limit` rows behind the token's place. `searcher` may be null: then kLocked for a set of which
// there are too few to be found by reading one paper after the other. kDamaged and the errors of reading.
Result<OaiRows> read_oai_rows(store::Record& record, const search::Searcher* searcher, const OaiToken& token,
                              std::size_t limit);
// The item of that id; none if there never was one.
Result<std::optional<OaiRow>> find_oai_row(store::Record& record, std::string_view id);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_OAI_LIST_H_
