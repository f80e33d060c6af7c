// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What each address of the API takes and gives. Inside the room: web/routes.cc ties these to addresses,
// web/openapi.cc describes them.

#ifndef BROADSHEET_WEB_OPERATIONS_H_
#define BROADSHEET_WEB_OPERATIONS_H_

#include <span>
#include <string_view>

#include "papers/editions.h"
#include "web/limits.h"
#include "web/parameters.h"

namespace broadsheet::web {

struct Operation {
  std::string_view name;     // for the generators of clients: "listDailyPapers"
  std::string_view summary;  // a sentence
  // The type of the body of a 200 (web/schemas.h); empty: it is always refused with 401 so far.
  std::string_view answers;
  std::span<const Parameter> parameters = {};
  // What the body of the request is; empty: there is none. It is a text, plain or Markdown.
  std::string_view body = {};
  // The schema of a JSON body; empty: there is none. The same fields as a form will do.
  std::string_view takes = {};
  std::uint16_t status = 200;  // of an answer that is no error
};

namespace operations {

using enum ParameterKind;

inline constexpr Parameter kPapersOnPage = {.name = "limit",
                                            .kind = kNumber,
                                            .about = "papers on a page",
                                            .missing = "50",
                                            .min = 1,
                                            .max = kDailyLimitMax};

inline constexpr Parameter kDailyPapersParameters[] = {
    {.name = "date", .kind = kDay, .about = "the edition of a day", .example = "2026-07-01"},
    {.name = "week", .kind = kWeek, .about = "the edition of an ISO week", .example = "2026-W27"},
    {.name = "month", .kind = kMonth, .about = "the edition of a month", .example = "2026-07"},
    {.name = "submitter",
     .about = "only papers that this user put on a daily page; without a period the newest of all of them",
     .example = "akhaliq",
     .max = kNameBytesMax},
    {.name = "sort",
     .kind = kChoice,
     .about = "`trending` without a period is what readers found best of late; a period has one order, by "
              "votes and then as its page was laid out",
     .missing = "publishedAt",
     .choices = "publishedAt trending"},
    {.name = "days",
     .kind = kNumber,
     .about = "beyond the public API, for `sort=trending`: of how many days up to the newest edition",
     .missing = "14",
     .min = 1,
     .max = papers::kTrendingDaysMax},
    {.name = "category",
     .about = "beyond the public API, for `sort=trending`: only papers of a category, or of an expression",
     .example = "cs.CL",
     .max = kQueryBytesMax},
    {.name = "scope",
     .kind = kChoice,
     .about = "beyond the public API: `all` adds the papers of the period that nobody featured",
     .missing = "featured",
     .choices = "featured all"},
    {.name = "p", .kind = kNumber, .about = "page, from 0", .missing = "0", .max = kPageMax},
    kPapersOnPage,
};

inline constexpr Parameter kSearchParameters[] = {
    {.name = "q",
     .about =
         "words, phrases and filters such as category:cs.CL, author:, date:2026-01..; an id finds its paper",
     .example = "graph networks category:cs.LG",
     .max = kQueryBytesMax},
    {.name = "limit", .kind = kNumber, .about = "papers", .missing = "120", .min = 1, .max = kSearchLimitMax},
    {.name = "offset",
     .kind = kNumber,
     .about = "beyond the public API: papers to leave out at the top",
     .missing = "0",
     .max = kPageMax},
    {.name = "mode",
     .kind = kChoice,
     .about = "beyond the public API: `page` orders as the public page does",
     .missing = "hybrid",
     .choices = "hybrid lexical semantic page"},
    {.name = "sort",
     .kind = kChoice,
     .about = "beyond the public API",
     .missing = "relevance",
     .choices = "relevance date votes"},
    {.name = "verbatim",
     .kind = kTruth,
     .about =
         "beyond the public API: takes every word as it was typed; otherwise one that no paper has is read "
         "as "
         "the one that was probably meant, and X-Corrected-Query (percent-encoded) or `corrected` says so",
     .missing = "false"},
    {.name = "whole",
     .kind = kTruth,
     .about = "beyond the public API: takes the query as plain words; otherwise a long one that names "
              "several needs "
              "is taken apart, papers of an author whom it names come first, and with `full` `aspects` and "
              "`author` say so",
     .missing = "false"},
    {.name = "explain",
     .kind = kTruth,
     .about = "beyond the public API: each part of each score, in `why`",
     .missing = "false"},
    {.name = "full",
     .kind = kTruth,
     .about = "beyond the public API: one object with total, facets and results instead of a list",
     .missing = "false"},
};

inline constexpr Parameter kSuggestParameters[] = {
    {.name = "q",
     .about = "what is typed so far; its last word may be unfinished",
     .example = "graph netw",
     .max = kQueryBytesMax},
    {.name = "limit",
     .kind = kNumber,
     .about = "suggestions",
     .missing = "8",
     .min = 1,
     .max = kSuggestionsMax},
};

inline constexpr Parameter kSimilarIds = {
    .name = "ids",
    .about = "ids of papers, with commas between them; what is near several of them comes first",
    .example = "2608.01234,2606.00467",
    .max = kIdsBytesMax};
inline constexpr Parameter kSimilarLimit = {
    .name = "limit", .kind = kNumber, .about = "papers", .missing = "10", .min = 1, .max = kSearchLimitMax};
inline constexpr Parameter kSimilarOffset = {.name = "offset",
                                             .kind = kNumber,
                                             .about = "papers to leave out at the top",
                                             .missing = "0",
                                             .max = kPageMax};
inline constexpr Parameter kSimilarSort = {.name = "sort",
                                           .kind = kChoice,
                                           .about = "`date` and `votes` order the hundred most similar",
                                           .missing = "similarity",
                                           .choices = "similarity date votes"};
inline constexpr Parameter kSimilarFilter = {.name = "q",
                                             .about = "only papers that match this query",
                                             .example = "category:cs.CL date:2026..",
                                             .max = kQueryBytesMax};
inline constexpr Parameter kSimilarExplain = {
    .name = "explain", .kind = kTruth, .about = "each part of each score, in `why`", .missing = "false"};
inline constexpr Parameter kSimilarToPaperParameters[] = {kSimilarLimit, kSimilarOffset, kSimilarSort,
                                                          kSimilarFilter, kSimilarExplain};
inline constexpr Parameter kSimilarParameters[] = {kSimilarIds,  kSimilarLimit,  kSimilarOffset,
                                                   kSimilarSort, kSimilarFilter, kSimilarExplain};

inline constexpr Parameter kListParameters[] = {
    {.name = "cursor",
     .about = "where to go on: from the Link header of the page before",
     .max = kCursorBytesMax,
     .pattern = R"(^((-|-?[0-9]{1,6})\.[0-9]{1,9})?$)"},
    kPapersOnPage,
    {.name = "q",
     .about = "beyond the public API: only papers that match a query",
     .example = "category:cs.CL",
     .max = kQueryBytesMax},
};

inline constexpr Parameter kAuthorParameters[] = {
    {.name = "p", .kind = kNumber, .about = "page, from 0", .missing = "0", .max = kListPageMax},
    kPapersOnPage,
};

inline constexpr Parameter kPaperParameters[] = {
    {.name = "field",
     .kind = kChoice,
     .about = "adds the comments, or the deadline of submission where there is one",
     .choices = "comments submissionDeadline",
     .repeated = true},
};

inline constexpr Parameter kRepositoryParameters[] = {
    {.name = "filter",
     .about = "arxiv:ID: the repositories that are linked to a paper; without it there are none here",
     .example = "arxiv:2608.01234",
     .max = kNameBytesMax},
};

inline constexpr Parameter kCollectionParameters[] = {
    {.name = "item",
     .about = "only collections that hold this paper",
     .example = "papers/2608.01234",
     .max = kNameBytesMax},
    {.name = "owner", .about = "only those of one reader", .max = kNameBytesMax},
    {.name = "q", .about = "only those with these words in title or description", .max = kQueryBytesMax},
    {.name = "sort",
     .kind = kChoice,
     .about = "of the public API; there are no votes for collections here, so the order is always the same",
     .missing = "lastModified",
     .choices = "lastModified trending upvotes"},
    {.name = "p", .kind = kNumber, .about = "page, from 0", .missing = "0", .max = kListPageMax},
    {.name = "limit",
     .kind = kNumber,
     .about = "collections on a page",
     .missing = "20",
     .min = 1,
     .max = kDailyLimitMax},
};

inline constexpr Parameter kFollowedParameters[] = {
    {.name = "cursor",
     .kind = kNumber,
     .about = "where to go on: from the Link header of the page before",
     .missing = "0",
     .max = 1000},
    {.name = "limit", .kind = kNumber, .about = "papers in an answer", .missing = "50", .min = 1, .max = 100},
};

inline constexpr Parameter kLibraryParameters[] = {
    {.name = "q",
     .about = "words that all stand in title, authors, abstract, note, tags or titles of folders",
     .max = kQueryBytesMax},
    {.name = "state", .kind = kChoice, .about = "of reading", .choices = "none to-read reading read skipped"},
    {.name = "tag", .about = "only papers with this tag", .max = kNameBytesMax},
    {.name = "folder", .about = "the number of a folder", .max = kNameBytesMax},
    {.name = "cursor",
     .kind = kNumber,
     .about = "where to go on: from the Link header of the page before",
     .missing = "0",
     .max = kPageMax},
    kPapersOnPage,
};

// The first is of changes alone.
inline constexpr Parameter kNoticeChangeParameters[] = {
    {.name = "applyToAll",
     .kind = kTruth,
     .about = "true: all that match the other parameters, whatever `discussionIds` names; also where neither "
              "is given"},
    {.name = "p", .kind = kNumber, .about = "page of the list, from 0", .missing = "0", .max = kPageMax},
    {.name = "readStatus", .kind = kChoice, .missing = "all", .choices = "all unread"},
    {.name = "repoType",
     .about =
         "of the public API, as the next three: nothing here is of a repository, a post or an article, so "
         "that nothing matches",
     .max = kNameBytesMax},
    {.name = "repoName", .max = kNameBytesMax},
    {.name = "postAuthor", .max = kNameBytesMax},
    {.name = "articleId", .max = kNameBytesMax},
    {.name = "paperId",
     .about = "only of this paper: any of its ids, or `paper._id`",
     .example = "2608.01234",
     .max = kNameBytesMax},
    {.name = "mention",
     .kind = kChoice,
     .about = "`participating`: about a comment; `mentions`: of one's own name",
     .missing = "all",
     .choices = "all participating mentions"},
    {.name = "lastUpdate",
     .kind = kTime,
     .about = "only those of this time or later, RFC 3339",
     .example = "2026-07-01T09:30:00Z"},
};
inline constexpr auto kNoticeParameters = std::span(kNoticeChangeParameters).subspan<1>();

inline constexpr Operation kListDailyPapers = {"listDailyPapers",
                                               "The papers of a day, a week or a month, or what is trending",
                                               "[DailyItem]", kDailyPapersParameters};
inline constexpr Operation kSearchPapers = {"searchPapers", "The best papers for a query",
                                            "[SearchItem]|SearchAnswer", kSearchParameters};
inline constexpr Operation kSuggest = {
    "suggest", "What somebody may mean who is still typing: categories, authors and papers", "SuggestAnswer",
    kSuggestParameters};
inline constexpr Operation kSimilarToPaper = {"listSimilarToPaper",
                                              "Papers like one, with what they have in common in `because`",
                                              "[SearchItem]", kSimilarToPaperParameters};
inline constexpr Operation kSimilarToPapers = {"listSimilarToPapers", "Papers like several", "[SearchItem]",
                                               kSimilarParameters};
inline constexpr Operation kSimilarToText = {"listSimilarToText",
                                             "Papers like a text, and like papers beside it", "[SearchItem]",
                                             kSimilarParameters, "an abstract or a whole document"};
inline constexpr Operation kListPapers = {"listPapers", "All papers, the newest first", "[ListedPaper]",
                                          kListParameters};
inline constexpr Operation kListCategories = {
    "listCategories", "All categories with their names, their tree and the number of papers in each",
    "CategoryTree"};
inline constexpr Operation kGetAuthor = {
    "getAuthor", "The newest papers of a name or an ORCID iD, and what they have in common", "AuthorPapers",
    kAuthorParameters};
inline constexpr Operation kGetPaper = {"getPaper", "One paper, by any of its ids or a pasted address",
                                        "OnePaper", kPaperParameters};
inline constexpr Operation kGetHistory = {
    "getHistory", "What happened to a paper: versions and what each changed, announcements, withdrawals",
    "History"};
inline constexpr Operation kListRepositories = {
    "listRepositoriesOfPaper", "The repositories that are linked to a paper", "Repositories"};
inline constexpr Operation kListModels = {"listModels", "Models that are linked to a paper", "[LinkedModel]",
                                          kRepositoryParameters};
inline constexpr Operation kListDatasets = {"listDatasets", "Datasets that are linked to a paper",
                                            "[LinkedDataset]", kRepositoryParameters};
inline constexpr Operation kListSpaces = {"listSpaces", "Spaces that are linked to a paper", "[LinkedSpace]",
                                          kRepositoryParameters};
inline constexpr Operation kListHarnesses = {"listAgentHarnesses", "What the Python client asks at its start",
                                             "Harnesses"};
inline constexpr Operation kGetUser = {"getUser", "Somebody who puts papers on daily pages", "UserOverview"};
inline constexpr Operation kListFollowersOfUser = {"listFollowersOfUser", "Who follows a user", "[User]"};
inline constexpr Operation kListFollowedByUser = {"listFollowedByUser", "Whom a user follows", "[User]"};
inline constexpr Operation kGetOrganization = {"getOrganization", "An organisation that has papers",
                                               "OrganizationOverview"};
inline constexpr Operation kListMembers = {"listMembers", "The members of an organisation", "[User]"};
inline constexpr Operation kListFollowersOfOrganization = {"listFollowersOfOrganization",
                                                           "Who follows an organisation", "[User]"};
inline constexpr Operation kListCollections = {
    "listCollections", "Collections of papers that are public, those that changed last first",
    "[ListedCollection]", kCollectionParameters};
inline constexpr Operation kGetCollection = {"getCollection", "One collection, public or by its link",
                                             "Collection"};
inline constexpr Operation kDescribe = {"describeApi", "This description", "object"};

// What only somebody who is signed in may do.
inline constexpr Operation kWhoAmI = {"whoAmI", "Who is asking", "WhoAmI"};
inline constexpr Operation kVote = {"vote", "Votes for a paper; a second vote changes nothing", "VoteState"};
inline constexpr Operation kTakeVoteBack = {"takeVoteBack", "Takes one's vote for a paper back", "VoteState"};
inline constexpr Operation kListNotifications = {"listNotifications", "What is new for the one who asks",
                                                 "Notifications", kNoticeParameters};
inline constexpr Operation kReadNotifications = {
    "readNotifications",
    "Marks it as read, or as unread again: what matches the parameters, or what is of some discussions",
    "Notifications",
    kNoticeChangeParameters,
    {},
    "ReadNotifications"};
inline constexpr Operation kDeleteNotifications = {
    "deleteNotifications",
    "Forgets what matches the parameters, or what is of some discussions",
    "Notifications",
    kNoticeChangeParameters,
    {},
    "NamedDiscussions"};
inline constexpr Operation kIndexPaper = {
    "indexPaper", "Asks for a paper by its arXiv id, or its DOI; one that is here already is left as it is",
    "AskedPaper", {},
    {},           "IndexBody"};
inline constexpr Operation kSubmitPaper = {
    "submitPaper", "Puts a paper on today's page; one that is not here yet is fetched first", "AskedPaper"};
inline constexpr Operation kListJobs = {"listJobs", "The papers that the one who asks has asked for",
                                        "[Job]"};
inline constexpr Operation kLinkPaper = {
    "linkPaper", "Links a project page, a repository or an organization; for the paper's authors",
    "Nothing",   {},
    {},          "LinksBody"};
inline constexpr Operation kListComments = {
    "listComments", "What readers said of a paper, in the order in which they did", "[Comment]"};
inline constexpr Operation kCommentOnPaper = {.name = "commentOnPaper",
                                              .summary = "Comments on a paper",
                                              .answers = "NewComment",
                                              .takes = "CommentBody",
                                              .status = 201};
inline constexpr Operation kReplyToComment = {.name = "replyToComment",
                                              .summary = "Replies to a comment",
                                              .answers = "NewComment",
                                              .takes = "CommentBody",
                                              .status = 201};
inline constexpr Operation kEditComment = {.name = "editComment",
                                           .summary = "Says something else; what it said stays readable",
                                           .answers = "ChangedComment",
                                           .takes = "CommentBody"};
inline constexpr Operation kDeleteComment = {"deleteComment", "Takes a comment of one's own back, for ever",
                                             "ChangedComment"};
inline constexpr Operation kReact = {.name = "reactToComment",
                                     .summary = "Reacts to a comment; a second time changes nothing",
                                     .answers = "ChangedComment",
                                     .takes = "ReactionBody"};
inline constexpr Operation kTakeReactionBack = {"takeReactionBack", "Takes one's reaction back",
                                                "ChangedComment"};
inline constexpr Operation kReportComment = {.name = "reportComment",
                                             .summary = "Tells the moderators of a comment",
                                             .answers = "ChangedComment",
                                             .takes = "ReportBody"};
inline constexpr Operation kHideComment = {.name = "hideComment",
                                           .summary = "For moderators: hides a comment, which can be undone",
                                           .answers = "ChangedComment",
                                           .takes = "ReasonBody"};
inline constexpr Operation kModerateDailyPage = {
    .name = "moderateDailyPage",
    .summary = "For moderators: takes a paper off the page on which a reader put it, or puts it back",
    .answers = "Nothing",
    .takes = "DailyPageBody"};
inline constexpr Operation kShowComment = {"showComment", "For moderators: shows a comment again",
                                           "ChangedComment"};
inline constexpr Parameter kModerationParameters[] = {
    {.name = "before",
     .kind = kNumber,
     .about = "only entries with a smaller `number`: the next page begins behind the last one of this",
     .min = 1,
     .max = kEntryNumberMax},
};
inline constexpr Operation kListModeration = {"listModeration",
                                              "What moderators and admins did, the newest first",
                                              "[ModerationEntry]", kModerationParameters};
inline constexpr Operation kClaimPaper = {.name = "claimPaper",
                                          .summary = "Says that one is an author of a paper",
                                          .answers = "ClaimAnswer",
                                          .takes = "ClaimBody"};
inline constexpr Operation kListClaims = {"listClaims", "For moderators: claims that wait for a decision",
                                          "[Claim]"};
inline constexpr Operation kDecideClaim = {.name = "decideClaim",
                                           .summary = "For moderators: accepts or rejects a claim",
                                           .answers = "[Claim]",
                                           .takes = "DecisionBody"};
inline constexpr Operation kMakeCollection = {
    "makeCollection", "Makes a collection: a folder of one's library", "Collection", {}, {}, "NewCollection"};
inline constexpr Operation kChangeCollection = {
    "changeCollection", "Changes a collection of one's own", "ChangedCollection", {}, {}, "CollectionChange"};
inline constexpr Operation kDeleteCollection = {"deleteCollection", "Deletes a collection of one's own",
                                                "Deleted"};
inline constexpr Operation kAddToCollection = {
    "addToCollection", "Puts a paper into a collection of one's own", "Collection", {}, {}, "NewItem"};
inline constexpr Operation kChangeCollectionItem = {
    "changeCollectionItem",
    "Changes the note or the place of a paper in a collection",
    "ChangedCollection",
    {},
    {},
    "ItemChange"};
inline constexpr Operation kTakeFromCollection = {"takeFromCollection", "Takes a paper out of a collection",
                                                  "ChangedCollection"};
inline constexpr Operation kListLibrary = {
    "listLibrary", "What the one who asks keeps, what was saved last first; or what a search in it finds",
    "[KeptPaper]", kLibraryParameters};
inline constexpr Operation kGetSaved = {"getSaved", "Whether and how the one who asks keeps a paper",
                                        "SavedState"};
inline constexpr Operation kSave = {
    "save", "Saves a paper, or changes what is said of it", "SavedState", {}, {}, "SaveChange"};
inline constexpr Operation kUnsave = {"unsave", "Takes a paper out of one's library and folders",
                                      "SavedState"};

inline constexpr Operation kListFollowing = {"listFollowing", "What the one who asks follows", "[Follow]"};
inline constexpr Operation kFollow = {
    "follow", "Follows something; once, however often it is asked for", "Follow", {}, {}, "NewFollow"};
inline constexpr Operation kListFollowedPapers = {
    "listFollowedPapers", "The papers of what is followed, what came last first: of the newest 1,000",
    "[FollowedPaper]", kFollowedParameters};
inline constexpr Operation kUnfollow = {"unfollow", "Follows it no more; what is followed then", "[Follow]"};

inline constexpr Parameter kForYouParameters[] = {
    {.name = "days",
     .kind = kNumber,
     .about = "the newest day, and so many with those before it",
     .missing = "7",
     .min = 1,
     .max = kForYouDaysMax},
    {.name = "limit", .kind = kNumber, .about = "papers", .missing = "30", .min = 1, .max = kForYouLimitMax},
};
inline constexpr Operation kListForYou = {
    "listForYou", "Of the newest days what is like the papers that the one who asks keeps, the best first",
    "[PaperForYou]", kForYouParameters};

inline constexpr Operation kWatch = {
    "watch",
    "Follows some organizations, people and papers, and others no more: all that is asked for, or nothing",
    "Watched",
    {},
    {},
    "WatchBody"};

inline constexpr Operation kRefuse = {
    "refuse", "Says that the paper is not for the one who asks: fewer like it are chosen for them",
    "Refusal"};
inline constexpr Operation kTakeRefusalBack = {"takeRefusalBack", "Takes that back", "Refusal"};
inline constexpr Operation kGetDigest = {"getDigest", "What the one who asks gets by mail", "Digest"};
inline constexpr Operation kChangeDigest = {
    "changeDigest", "Changes it, or begins it; what is not given stays as it is", "Digest", {}, {},
    "DigestBody"};
inline constexpr Operation kLeaveDigest = {"leaveDigest", "Ends it at once", "Digest"};
inline constexpr Operation kPreviewDigest = {
    "previewDigest", "The papers that the next one would have, each with why; nothing is sent",
    "DigestPreview"};
inline constexpr Operation kGetNoticeSwitches = {
    "getNotificationSettings", "Of what the one who asks is told, and how", "NoticeSwitches"};
inline constexpr Operation kChangeNoticeSwitches = {
    "changeNotificationSettings",
    "Changes that, by our names or by those of the public API; what is not given stays as it is",
    "NoticeSwitches",
    {},
    {},
    "NoticeSwitchesBody"};

}  // namespace operations
}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_OPERATIONS_H_
