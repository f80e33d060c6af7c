// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The schemas of the API's bodies. Inside the room: web/schemas.h is how the rest sees them.

#ifndef BROADSHEET_WEB_SCHEMA_TABLES_H_
#define BROADSHEET_WEB_SCHEMA_TABLES_H_

#include <string_view>

#include "web/reader_schemas.h"
#include "web/schemas.h"

namespace broadsheet::web::tables {

inline constexpr Property kError[] = {{"error", "text"}};

inline constexpr Property kUser[] = {
    {"_id", "id"},
    {"avatarUrl", "text"},
    {"fullname", "text"},
    {"isPro", "truth"},
    {"name", "text"},
    {"type", "text"},
    {"user", "text", kAlways, "the same as `name`, where the Python client looks for it"},
    {"isHf", "truth", kSometimes},
    {"isHfAdmin", "truth", kSometimes},
    {"isMod", "truth", kSometimes},
    {"followerCount", "count", kSometimes},
    {"isUserFollowing", "truth", kSometimes},
};

inline constexpr Property kOrganization[] = {
    {"_id", "id"}, {"name", "text"}, {"fullname", "text"}, {"avatar", "text"}, {"avatarUrl", "text"},
};

inline constexpr Property kAuthor[] = {{"_id", "id"},
                                       {"name", "text"},
                                       {"hidden", "truth"},
                                       {"orcid", "text", kSometimes, "0000-0002-1825-0097"},
                                       {"status", "text", kSometimes, "claimed_verified"},
                                       {"statusLastChangedAt", "time", kSometimes},
                                       {"user", "User", kSometimes, "who has shown to be this author"}};

inline constexpr Property kSourceVotes[] = {
    {"source", "text"}, {"upvotes", "integer"}, {"observedAt", "time"}};

inline constexpr Property kPaper[] = {
    {"id", "text", kAlways, "2608.01234 for arXiv, else with its scheme: acl:2024.acl-long.12, doi:10.1/x"},
    {"authors", "[Author]"},
    {"publishedAt", "time?", kAlways, "the day of the first publication; null where it is not known"},
    {"title", "text"},
    {"summary", "text", kAlways, "the abstract; empty where there is none"},
    {"upvotes", "integer", kAlways, "our readers' votes and the newest count of each source"},
    {"discussionId", "id"},
    {"mediaUrls", "[text]"},
    {"submittedOnDailyAt", "time", kSometimes, "the day on which a source featured it"},
    {"submittedOnDailyBy", "User", kSometimes},
    {"projectPage", "text", kSometimes},
    {"githubRepo", "text", kSometimes},
    {"githubStars", "count", kSometimes},
    {"ai_summary", "text", kSometimes, "of a source, else sentences of the abstract"},
    {"ai_keywords", "[text]", kSometimes, "of a source, else phrases of title and abstract"},
    {"ai_summary_model", "text", kSometimes, "`local-extractive` where the summary is of the abstract"},
    {"ai_keywords_model", "text", kSometimes, "`local-extractive` where no source gave keywords"},
    {"organization", "Organization", kSometimes},
    {"publishedPrecision", "text", kSometimes,
     "`month` or `year` where the day of `publishedAt` is not known"},
    {"publishedInferred", "truth", kSometimes, "the year was not printed at the source"},
    {"withdrawn", "truth", kSometimes, "true for a paper that all of its sources withdrew"},
    {"notice", "text", kSometimes, "why it was withdrawn or retracted, in the words of a source"},
    {"authorCount", "count", kSometimes, "where no source names the authors"},
    {"shortSummary", "text", kSometimes},
    {"ownUpvotes", "integer"},
    {"sourceUpvotes", "[SourceVotes]"},
    {"ids", "[text]", kAlways, "all ids of the paper, with their schemes, the best first"},
    {"sources", "[text]"},
    {"categories", "[text]"},
    {"venue", "text", kSometimes},
    {"doi", "text", kSometimes},
    {"url", "text", kSometimes},
    {"comment", "text", kSometimes},
    {"language", "text", kSometimes},
};

inline constexpr Property kListedPaper[] = {{"numComments", "count"}, {"thumbnailUrl", "text"}};

inline constexpr Property kLinkedRepository[] = {
    {"id", "text"},
    {"author", "text"},
    {"downloads", "count"},
    {"likes", "count"},
    {"gated", "truth|text", kAlways, "false, `auto` or `manual`"},
    {"private", "truth"},
    {"isLikedByUser", "truth"},
    {"lastModified", "time?"},
    {"repoType", "text"},
};
inline constexpr Property kLinkedModel[] = {
    {"availableInferenceProviders", "[text]"},
    {"pipeline_tag", "text", kSometimes},
    {"numParameters", "count", kSometimes},
};
inline constexpr Property kLinkedSpace[] = {
    {"id", "text"},
    {"emoji", "text"},
    {"running", "truth"},
    {"featured", "truth"},
    {"shortDescription", "text", kSometimes},
};

inline constexpr Property kOnePaper[] = {
    {"linkedModels", "[LinkedModel]"},
    {"numTotalModels", "count"},
    {"linkedDatasets", "[LinkedDataset]"},
    {"numTotalDatasets", "count"},
    {"linkedSpaces", "[LinkedSpace]"},
    {"numTotalSpaces", "count"},
    {"comments", "[Comment]", kSometimes, "with field=comments"},
};

inline constexpr Property kTrendingScore[] = {
    {"score", "number", kAlways, "the sum of the parts; docs/trending.md has the formula"},
    {"votes", "number"},
    {"comments", "number"},
    {"saves", "number"},
    {"age", "number"},
    {"field", "number"},
};

inline constexpr Property kDailyItem[] = {
    {"paper", "Paper"},
    {"publishedAt", "time?", kAlways, "the day of the edition"},
    {"title", "text"},
    {"summary", "text"},
    {"thumbnail", "text"},
    {"numComments", "count"},
    {"submittedBy", "User?"},
    {"isAuthorParticipating", "truth"},
    {"mediaUrls", "[text]"},
    {"trending", "TrendingScore", kSometimes, "with sort=trending"},
    {"organization", "Organization", kSometimes},
    {"id", "text"},
    {"upvotes", "integer"},
    {"discussionId", "id"},
    {"projectPage", "text", kSometimes},
    {"githubRepo", "text", kSometimes},
    {"githubStars", "count", kSometimes},
    {"ai_summary", "text", kSometimes, "of a source, else sentences of the abstract"},
    {"ai_keywords", "[text]", kSometimes, "of a source, else phrases of title and abstract"},
    {"ai_summary_model", "text", kSometimes, "`local-extractive` where the summary is of the abstract"},
    {"ai_keywords_model", "text", kSometimes, "`local-extractive` where no source gave keywords"},
};

inline constexpr Property kHighlight[] = {{"type", "text", kAlways, "`text` or `highlight`"},
                                          {"text", "text"}};
inline constexpr Property kScorePart[] = {{"part", "text"}, {"value", "number"}, {"text", "text"}};

inline constexpr Property kBecause[] = {
    {"text", "text", kAlways, "all of it in a line"},
    {"words", "[text]", kAlways, "in common with what was asked for, the most telling first"},
    {"meaning", "number?", kAlways,
     "cosine with the two nearest inputs, in the mean; null where it is not known"},
    {"authors", "[text]", kAlways, "of this paper and of an input"},
    {"venue", "text", kAlways, "where this paper and an input appeared; empty if nowhere"},
};

inline constexpr Property kSearchItem[] = {
    {"upvoted", "truth"},
    {"highlightedTitle", "[Highlight]"},
    {"highlightedSummary", "[Highlight]"},
    {"score", "number"},
    {"why", "[ScorePart]", kSometimes, "with explain=true: their values add up to the score"},
    {"because", "Because", kSometimes, "of a similar paper: why it is there"},
};

inline constexpr Property kVectorCount[] = {{"done", "count"}, {"of", "count"}};
inline constexpr Property kFacetValue[] = {{"value", "text"}, {"count", "count"}};
inline constexpr Property kFacets[] = {
    {"category", "[FacetValue]"},     {"year", "[FacetValue]"},
    {"source", "[FacetValue]"},       {"venue", "[FacetValue]"},
    {"organization", "[FacetValue]"}, {"code", "count", kAlways, "papers that say where their code is"}};
inline constexpr Property kHighlights[] = {{"title", "[Highlight]"}, {"abstract", "[Highlight]"}};
inline constexpr Property kSearchResult[] = {
    {"id", "text"},
    {"title", "text"},
    {"score", "number"},
    {"published", "text?", kAlways, "2026-07-01, 2026-07 or 2026"},
    {"authors", "[text]"},
    {"votes", "integer"},
    {"highlights", "Highlights"},
    {"why", "[ScorePart]", kSometimes},
};
inline constexpr Property kSearchAnswer[] = {
    {"query", "text"},
    {"mode", "text"},
    {"total", "count"},
    {"total_is", "text", kAlways, "`exact` or `at_least`"},
    {"offset", "count"},
    {"took_ms", "number"},
    {"revision", "count", kAlways, "of the record, up to which the index had followed"},
    {"vectors", "VectorCount"},
    {"truncated", "truth", kSometimes},
    {"corrected", "text", kSometimes, "the query that was answered, where a word of `query` is in no paper"},
    {"aspects", "[text]", kSometimes,
     "the needs that were searched for one by one, where `query` has several"},
    {"author", "text", kSometimes, "whom `query` names; papers of this name come first"},
    {"facets", "Facets", kSometimes},
    {"results", "[SearchResult]"},
};

inline constexpr Property kDiffPiece[] = {{"type", "text", kAlways, "`same`, `removed` or `added`"},
                                          {"text", "text", kAlways, "words, or elements of a list"}};
inline constexpr Property kFieldChange[] = {
    {"field", "text", kAlways, "`title`, `abstract`, `authors`, `categories` or `comment`"},
    {"diff", "[DiffPiece]", kAlways,
     "`same` and `removed` make the old text, `same` and `added` the new one"},
};
inline constexpr Property kHistoryEvent[] = {
    {"date", "text", kSometimes, "2026-07-01; absent where the source does not say when"},
    {"event", "text", kAlways, "`version`, `announced`, `featured` or `withdrawn`"},
    {"source", "text", kSometimes},
    {"version", "count", kSometimes, "the number, where it is known"},
    {"announceType", "text", kSometimes, "`new`, `cross`, `replace` or `replace-cross`"},
    {"reason", "text", kSometimes, "of a withdrawal, in the words of the source"},
    {"changes", "[FieldChange]", kSometimes, "since what the source said before"},
};
inline constexpr Property kHistory[] = {
    {"id", "text"}, {"events", "[HistoryEvent]", kAlways, "by date, the first at the top"}};

inline constexpr Property kCountedCategory[] = {
    {"key", "text", kAlways, "what `category:` and /categories/ take: `cs.LG`, `hep-th`"},
    {"name", "text", kAlways, "empty for keys of other sources than arXiv"},
    {"sameAs", "text", kSometimes, "of a second name, or of an archive that was closed: the key of today"},
    {"papers", "count", kAlways, "a paper may be in several categories; of an archive it is one"},
};
inline constexpr Property kCategoryArchive[] = {{"categories", "[CountedCategory]"}};
inline constexpr Property kCategoryField[] = {{"name", "text"}, {"archives", "[CategoryArchive]"}};
inline constexpr Property kCategoryTree[] = {
    {"fields", "[CategoryField]", kAlways, "all that arXiv has, also those without papers"},
    {"closed", "[CountedCategory]", kAlways, "archives that arXiv closed"},
    {"others", "[CountedCategory]", kAlways, "what other sources file papers under, most papers first"},
    {"othersLeftOut", "count"},
};

inline constexpr Property kNamesake[] = {{"orcid", "text"}, {"papers", "count"}};
inline constexpr Property kAuthorName[] = {{"name", "text"}, {"papers", "count"}};
inline constexpr Property kAuthorPapers[] = {
    {"name", "text"},
    {"orcid", "text", kSometimes, "that all of these papers have, or that stands beside the name"},
    {"rule", "text", kAlways,
     "what the papers have in common: `name`, `name-and-orcid`, `namesakes`, `orcid`"},
    {"ruleText", "text", kAlways, "the same for a person"},
    {"namesakes", "[Namesake]", kAlways, "of a name beside which several ORCID iDs stand"},
    {"names", "[AuthorName]", kAlways, "to which papers give the iD; beside a name the other ones"},
    {"query", "text", kAlways, "finds the same papers in searches"},
    {"numTotalPapers", "count"},
    {"papers", "[ListedPaper]", kAlways, "the newest first"},
};

inline constexpr Property kSuggestion[] = {
    {"kind", "text", kAlways, "`category`, `author` or `paper`"},
    {"text", "text", kAlways, "for a person"},
    {"key", "text", kAlways, "the category, the name of the author, the id of the paper"},
    {"note", "text", kAlways, "what stands beside it: the key of a category, the authors of a paper"},
    {"papers", "count", kSometimes, "of a category or an author"},
};
inline constexpr Property kSuggestAnswer[] = {{"q", "text", kAlways, "what was typed"},
                                              {"suggestions", "[Suggestion]"}};

inline constexpr Property kRepositories[] = {
    {"models", "[LinkedModel]"}, {"datasets", "[LinkedDataset]"}, {"spaces", "[LinkedSpace]"}};

inline constexpr Property kHarnesses[] = {{"standardEnvVars", "[text]"}, {"harnesses", "object"}};

inline constexpr Property kUserOverview[] = {
    {"_id", "id"},
    {"avatarUrl", "text"},
    {"fullname", "text"},
    {"isPro", "truth"},
    {"user", "text"},
    {"name", "text"},
    {"type", "text"},
    {"orgs", "[Organization]"},
    {"isFollowing", "truth"},
    {"numFollowers", "count"},
    {"numFollowing", "count"},
    {"numSubmittedPapers", "count", kAlways, "papers that this person put on a daily page"},
};

inline constexpr Property kOrganizationOverview[] = {
    {"_id", "id"},
    {"avatarUrl", "text"},
    {"fullname", "text"},
    {"name", "text"},
    {"type", "text"},
    {"isVerified", "truth"},
    {"isFollowing", "truth"},
    {"numUsers", "count"},
    {"numFollowers", "count"},
    {"numPapers", "count"},
};

inline constexpr Schema kSchemas[] = {
    {"Error", kError, {}, "What went wrong, for a person; the same text is in X-Error-Message."},
    {"User", kUser},
    {"Organization", kOrganization},
    {"Author", kAuthor},
    {"SourceVotes", kSourceVotes},
    {"Paper", kPaper},
    {"ListedPaper", kListedPaper, "Paper"},
    {"LinkedDataset", kLinkedRepository},
    {"LinkedModel", kLinkedModel, "LinkedDataset"},
    {"LinkedSpace", kLinkedSpace},
    {"CommentText", kCommentText},
    {"Reaction", kReaction},
    {"CommentData", kCommentData},
    {"Comment", kComment},
    {"NewComment", kNewComment},
    {"ChangedComment", kChangedComment},
    {"CommentBody", kCommentBody},
    {"ReactionBody", kReactionBody},
    {"ReasonBody", kReasonBody},
    {"DailyPageBody", kDailyPageBody},
    {"ReportBody", kReportBody, "ReasonBody"},
    {"ModerationEntry", kModerationEntry},
    {"ClaimBody", kClaimBody},
    {"ClaimAnswer", kClaimAnswer},
    {"Claim", kClaim},
    {"DecisionBody", kDecisionBody},
    {"NoticePaper", kNoticePaper},
    {"Participant", kParticipant, "User"},
    {"NoticeDiscussion", kNoticeDiscussion},
    {"Notification", kNotification},
    {"NotificationCount", kNotificationCount},
    {"NamedDiscussions", kNamedDiscussions},
    {"ReadNotifications", kReadNotifications, "NamedDiscussions"},
    {"Notifications", kNotifications},
    {"VoteState", kVoteState},
    {"AccessToken", kAccessToken},
    {"Auth", kAuth},
    {"WhoAmI", kWhoAmI},
    {"OnePaper", kOnePaper, "ListedPaper"},
    {"TrendingScore", kTrendingScore},
    {"DailyItem", kDailyItem},
    {"Highlight", kHighlight},
    {"ScorePart", kScorePart},
    {"Because", kBecause},
    {"SearchItem", kSearchItem, "DailyItem"},
    {"VectorCount", kVectorCount},
    {"FacetValue", kFacetValue},
    {"Facets", kFacets},
    {"Highlights", kHighlights},
    {"SearchResult", kSearchResult},
    {"SearchAnswer", kSearchAnswer},
    {"DiffPiece", kDiffPiece},
    {"FieldChange", kFieldChange},
    {"HistoryEvent", kHistoryEvent},
    {"History", kHistory},
    {"CountedCategory", kCountedCategory},
    {"CategoryArchive", kCategoryArchive, "CountedCategory"},
    {"CategoryField", kCategoryField},
    {"CategoryTree", kCategoryTree},
    {"Namesake", kNamesake},
    {"AuthorName", kAuthorName},
    {"AuthorPapers", kAuthorPapers},
    {"Suggestion", kSuggestion},
    {"SuggestAnswer", kSuggestAnswer},
    {"Repositories", kRepositories},
    {"Harnesses", kHarnesses},
    {"UserOverview", kUserOverview},
    {"OrganizationOverview", kOrganizationOverview},
    {"ItemNote", kItemNote},
    {"CollectionItem", kCollectionItem},
    {"ListedCollection", kListedCollection},
    {"Collection", kCollection, "ListedCollection"},
    {"ChangedCollection", kChangedCollection},
    {"Deleted", kDeleted},
    {"CollectionChange", kCollectionChange},
    {"NewCollection", kNewCollection},
    {"NamedItem", kNamedItem},
    {"NewItem", kNewItem},
    {"ItemChange", kItemChange},
    {"NamedFolder", kNamedFolder},
    {"Kept", kKept},
    {"KeptPaper", kKeptPaper, "Kept"},
    {"SavedState", kSavedState},
    {"SaveChange", kSaveChange},
    {"Nothing", {}},
    {"Job", kJob},
    {"AskedPaper", kAskedPaper},
    {"IndexBody", kIndexBody},
    {"LinksBody", kLinksBody},
    {"Follow", kFollow},
    {"NewFollow", kNewFollow},
    {"WatchedThing", kWatchedThing},
    {"Watched", kWatched},
    {"WatchBody", kWatchBody},
    {"Refusal", kRefusal},
    {"Subscription", kSubscription},
    {"Digest", kDigest},
    {"DigestBody", kDigestBody},
    {"DigestPaper", kDigestPaper},
    {"DigestPreview", kDigestPreview},
    {"NoticeSwitch", kNoticeSwitch},
    {"NoticeSwitches", kNoticeSwitches},
    {"SwitchedPages", kSwitchedPages},
    {"SwitchedMails", kSwitchedMails},
    {"PublicSwitches", kPublicSwitches},
    {"NoticeSwitchesBody", kNoticeSwitchesBody},
    {"FollowedPaper", kFollowedPaper},
    {"ForYouReason", kForYouReason},
    {"PaperForYou", kPaperForYou},
};

constexpr const Schema* find_schema(std::string_view name) {
  for (const Schema& schema : kSchemas) {
    if (schema.name == name) return &schema;
  }
  return nullptr;
}

// Whether every body of that schema has the key.
constexpr bool always_has(std::string_view schema_name, std::string_view key) {
  for (const Schema* schema = find_schema(schema_name); schema != nullptr;
       schema = find_schema(schema->base)) {
    for (const Property& property : schema->properties) {
      if (property.name == key) return property.presence == Presence::kAlways;
    }
  }
  return false;
}

constexpr bool always_has_all(std::string_view schema_name, std::string_view keys) {
  while (!keys.empty()) {
    const std::string_view key = keys.substr(0, keys.find(' '));
    if (!always_has(schema_name, key)) return false;
    keys.remove_prefix(key.size());
    if (!keys.empty()) keys.remove_prefix(1);
  }
  return true;
}

// What the public API promises of each object.
static_assert(always_has_all("DailyItem",
                             "paper publishedAt title summary thumbnail numComments submittedBy "
                             "isAuthorParticipating"));
static_assert(always_has_all("Paper", "id authors publishedAt title summary upvotes discussionId"));
static_assert(always_has_all("Author", "_id name hidden"));
static_assert(always_has_all("User", "_id avatarUrl fullname isPro name type"));
static_assert(always_has_all("Organization", "_id name fullname"));
static_assert(always_has_all("LinkedModel",
                             "id author downloads likes lastModified private repoType gated "
                             "isLikedByUser availableInferenceProviders"));
static_assert(always_has_all("LinkedDataset",
                             "id author downloads likes lastModified private repoType gated isLikedByUser"));
static_assert(always_has_all("LinkedSpace", "id emoji running featured"));
static_assert(always_has_all("ListedPaper", "id title upvotes publishedAt authors summary"));
static_assert(always_has_all("OnePaper",
                             "id title linkedModels numTotalModels linkedDatasets numTotalDatasets "
                             "linkedSpaces numTotalSpaces"));
static_assert(always_has_all("SearchItem", "paper title highlightedTitle highlightedSummary upvoted"));
static_assert(always_has_all("Comment", "id createdAt author type data"));
static_assert(always_has_all("CommentData",
                             "edited hidden latest numEdits editors editorAvatarUrls reactions"));
static_assert(always_has_all("Error", "error"));
static_assert(always_has_all("Notifications", "notifications count start"));
static_assert(always_has_all("Notification", "type updatedAt read paper paperDiscussion"));
static_assert(always_has_all("Participant", "_id avatar user"));
static_assert(always_has_all("Collection",
                             "slug title owner items lastUpdated private theme upvotes position"));
static_assert(always_has_all("CollectionItem", "_id position type id title upvotes publishedAt"));

// The schema that a type speaks of: "[Paper]" -> "Paper".
constexpr std::string_view schema_of(std::string_view type) {
  if (type.ends_with('?')) type.remove_suffix(1);
  if (type.starts_with('[')) type = type.substr(1, type.size() - 2);
  return type;
}

}  // namespace broadsheet::web::tables

#endif  // BROADSHEET_WEB_SCHEMA_TABLES_H_
