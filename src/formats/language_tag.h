// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#ifndef BROADSHEET_FORMATS_LANGUAGE_TAG_H_
#define BROADSHEET_FORMATS_LANGUAGE_TAG_H_

#include <string>
#include <string_view>

namespace broadsheet::formats {

// "eng", "fre", "EN", "pt-BR" -> the tag of BCP 47: "en", "fr", "en", "pt-BR". Libraries write the three
// letters of ISO 639-2 or a name ("english"), of which the common ones are known here; anything else ("und")
// is nothing.
std::string language_tag(std::string_view text);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_LANGUAGE_TAG_H_
