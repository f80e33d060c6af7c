// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What bounds the work and memory that a file from outside can cause. A record that passes one of
// the limits of a record is rejected by name and the reading goes on.

#ifndef BROADSHEET_FORMATS_LIMITS_H_
#define BROADSHEET_FORMATS_LIMITS_H_

#include <cstddef>
#include <cstdint>

namespace broadsheet::formats {

// What recognise() looks at, so that a huge file costs no more than a small one.
inline constexpr std::size_t kRecogniseBytes = std::size_t{64} << 10;
// Lines of that head which are looked at one by one; defends against a head of 60,000 empty records.
inline constexpr std::size_t kRecogniseLinesMax = 64;

// Bytes of one record: a JSON line, an element of a JSON list, an RSS item. The longest honest one
// that we know is 53 kB (3,300 authors); this defends memory against a line of a gigabyte.
inline constexpr std::size_t kRecordBytesMax = std::size_t{1} << 20;

// Bytes of the parts of a record. They defend the store, the index and every page that shows them.
inline constexpr std::size_t kTitleBytesMax = 4096;
inline constexpr std::size_t kAbstractBytesMax = std::size_t{64} << 10;
inline constexpr std::size_t kSummaryBytesMax = std::size_t{16} << 10;  // short_summary, ai_summary
inline constexpr std::size_t kNameBytesMax = 4096;  // an author, a submitter, an organisation
inline constexpr std::size_t kVenueBytesMax = 4096;
inline constexpr std::size_t kCommentBytesMax = std::size_t{16} << 10;
inline constexpr std::size_t kUrlBytesMax = 4096;
inline constexpr std::size_t kKeyBytesMax = 512;  // ids, keys, DOIs, source and language names, categories

// Elements of the lists of a record. The largest collaborations count about 5,200 authors; these
// defend author pages and identity against a list of a million.
inline constexpr std::size_t kAuthorsMax = 20'000;
inline constexpr std::size_t kCategoriesMax = 256;
inline constexpr std::size_t kKeywordsMax = 256;
// Of one's own words beside a reference: tags or folders; bytes of a note, and of a mark, in which it is
// escaped.
inline constexpr std::size_t kOwnTextsMax = 256;
inline constexpr std::size_t kOwnNoteBytesMax = std::size_t{64} << 10;
inline constexpr std::size_t kOwnMarkBytesMax = std::size_t{256} << 10;
inline constexpr std::size_t kMediaMax = 256;
inline constexpr std::size_t kLinkedMax = 128;  // repositories of one kind; further ones are left out
// Downloads and parameters of a repository: beyond are no numbers that a JSON reader keeps exact.
inline constexpr std::int64_t kRepositoryCountMax = std::int64_t{1} << 53;
inline constexpr std::size_t kIdsMax = 32;
inline constexpr std::size_t kVersionsMax = 1000;     // of one paper; later ones are left out
inline constexpr std::size_t kNoticeBytesMax = 4096;  // beyond, a notice is cut

// A count of votes, comments or stars; more is a mistake or an attack on sums and sorting.
inline constexpr std::int64_t kVotesMax = 1'000'000'000;

// Values of a JSON object that is sent instead of a form: of the most that is followed an id and a type each,
// or as many discussions as there are notices.
inline constexpr std::size_t kJsonFieldsMax = 512;

// Nesting inside one JSON record; defends the stack and the parser's memory against 10^6 brackets.
inline constexpr std::size_t kJsonDepthMax = 64;
// Elements of one record in XML: an author of 5,200 takes three. Defends memory against a megabyte of "<a/>".
inline constexpr std::size_t kXmlElementsMax = 100'000;
// Nesting of an XML document.
inline constexpr std::size_t kXmlDepthMax = 256;
// Declarations of XML namespaces that are in force at once; an honest document has a dozen. Defends against a
// search of 10^5 declarations for each of 10^5 elements.
inline constexpr std::size_t kXmlNamespacesMax = 256;
// Bytes of one XML token (a tag with all its attributes, a comment), which Expat keeps whole until
// its end: defends memory against a tag of 10^6 attributes.
inline constexpr std::size_t kXmlTokenBytesMax = std::size_t{1} << 20;
// Bytes handed to Expat at once. It scans an unfinished token again at each call, so pieces of one
// byte would make its work quadratic.
inline constexpr std::size_t kXmlPieceBytes = std::size_t{16} << 10;

// Bytes of a resumption token of OAI-PMH. Real ones have fewer than 300; it is sent back in a URL.
inline constexpr std::size_t kOaiTokenBytesMax = std::size_t{64} << 10;

// Bytes of a saved page. It is read as a whole, because the year of its first paper may depend on
// the date of its last.
inline constexpr std::size_t kPageBytesMax = std::size_t{16} << 20;
// A line of a saved page longer than this can't be a title, a shorter one than kPageAbstractBytesMin is
// no abstract unless the lines of authors and date follow it.
inline constexpr std::size_t kPageTitleBytesMax = 500;
inline constexpr std::size_t kPageAbstractBytesMin = 200;

// Bytes of records that a reader holds back until something is known that stands behind them: the newest
// time of a Daily Papers answer, the date of an RSS channel. A day has about a hundred papers of 10 kB;
// beyond this the records go out with what is known so far. Parsed, they take up to eight times as much.
inline constexpr std::size_t kHeldBytesMax = std::size_t{4} << 20;

// Bytes of one @string of BibTeX, which stands for the name of a journal or a person, and of all that the
// strings add to one entry: defends against strings made of strings, which double with every line.
inline constexpr std::size_t kBibtexStringBytesMax = 4096;
inline constexpr std::size_t kExpandedBytesMax = std::size_t{64} << 10;
// Bytes of an entry's fields that other entries of its file may inherit, and how many entries one may inherit
// from: defends against a small file of children that each copy a large parent, and against circles.
inline constexpr std::size_t kInheritedBytesMax = std::size_t{16} << 10;
inline constexpr std::size_t kAncestorsMax = 16;

// Bytes of a manifest of a snapshot, which is parsed as a whole, and the files that it names. OpenAlex names
// about ten thousand in 2 MB; addresses that are signed have a kilobyte. Parsed, it takes up to twelve times
// as much.
inline constexpr std::size_t kManifestBytesMax = std::size_t{8} << 20;
inline constexpr std::size_t kManifestPartsMax = 50'000;
// Files that a manifest must not name which are told one by one.
inline constexpr std::size_t kRefusedPartsMax = 100;

// Bytes of a wrong value, a name or a message of a source that are quoted in a reason or note.
inline constexpr std::size_t kQuotedBytesMax = 80;

// Of a message that came by mail: how much of it is read, parts in parts, parts in all, fields of a head,
// bytes of a field that are looked at, and of a part that is decoded. A bounce has all that matters in its
// first few kB; these bound the work that a stranger's 50 MB or 100,000 nested parts could make.
inline constexpr std::size_t kMailBytesMax = std::size_t{1} << 20;
inline constexpr std::size_t kMailDepthMax = 8;
inline constexpr std::size_t kMailPartsMax = 64;
inline constexpr std::size_t kMailFieldsMax = 512;
inline constexpr std::size_t kMailFieldBytesMax = 4096;
inline constexpr std::size_t kMailDecodedBytesMax = std::size_t{128} << 10;
// Recipients that a message or a report names, and bytes of what was said of one; further ones are left out.
inline constexpr std::size_t kMailRecipientsMax = 32;
inline constexpr std::size_t kDiagnosticBytesMax = 500;

}  // namespace broadsheet::formats

#endif  // BROADSHEET_FORMATS_LIMITS_H_
