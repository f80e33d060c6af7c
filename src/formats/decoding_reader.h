// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What stands before every reader: a document in UTF-16 is told by its first bytes and handed on in UTF-8,
// any other as it is. The reader sees UTF-8 alone, so the places that it tells are those in UTF-8, and an XML
// declaration, which would name the encoding that was, is blanked out. Within this room only.

#ifndef BROADSHEET_FORMATS_DECODING_READER_H_
#define BROADSHEET_FORMATS_DECODING_READER_H_

#include <memory>
#include <string>
#include <string_view>

#include "formats/reader.h"

namespace broadsheet::formats {

std::unique_ptr<Reader> make_decoding_reader(std::unique_ptr<Reader> reader);

// The head of a document, in UTF-8. `decoded` holds it where it was in another encoding.
std::string_view decoded_head(std::string_view head, std::string& decoded);

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_DECODING_READER_H_
