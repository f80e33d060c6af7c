// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// A small JSON object, such as a program sends instead of a form, as the fields of that form.

#ifndef BROADSHEET_FORMATS_JSON_FIELDS_H_
#define BROADSHEET_FORMATS_JSON_FIELDS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace broadsheet::formats {

// {"item": {"id": "a"}, "tags": ["b", "c"], "private": true, "note": null} is item.id=a, tags=b, tags=c and
// private=true. A list that holds no value is one empty value, as a form sends a field that was emptied:
// whoever names nothing means something else than whoever says nothing. Texts are sanitized (text/utf8.h).
// kInvalid for what is no JSON object, kTooLarge beyond kJsonFieldsMax or kRecordBytesMax.
Result<std::vector<std::pair<std::string, std::string>>> json_fields(std::string_view json);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_JSON_FIELDS_H_
