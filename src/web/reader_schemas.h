// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// The schemas of what readers say, keep and are told. Inside the room: a part of web/schema_tables.h.

#ifndef BROADSHEET_WEB_READER_SCHEMAS_H_
#define BROADSHEET_WEB_READER_SCHEMAS_H_

#include "web/schemas.h"

namespace broadsheet::web::tables {

inline constexpr Presence kSometimes = Presence::kSometimes;
inline constexpr Presence kAlways = Presence::kAlways;

inline constexpr Property kCommentText[] = {
    {"raw", "text", kAlways, "Markdown; empty where the comment is hidden"},
    {"html", "text", kAlways, "the same as pages show it"},
    {"updatedAt", "time"},
};
inline constexpr Property kReaction[] = {{"reaction", "text"}, {"users", "[text]"}, {"count", "count"}};
inline constexpr Property kCommentData[] = {
    {"edited", "truth"},
    {"hidden", "truth"},
    {"hiddenBy", "text", kSometimes},
    {"hiddenReason", "text", kSometimes},
    {"deleted", "truth", kSometimes, "true where its writer took it back"},
    {"byProgram", "truth", kSometimes, "true where a program wrote it with a token"},
    {"numEdits", "count"},
    {"editors", "[text]"},
    {"editorAvatarUrls", "[text]"},
    {"reactions", "[Reaction]"},
    {"latest", "CommentText"},
    {"parentCommentId", "id", kSometimes, "of the comment that it replies to"},
};
inline constexpr Property kComment[] = {
    {"id", "id"}, {"createdAt", "time"}, {"author", "User"}, {"type", "text"}, {"data", "CommentData"}};
inline constexpr Property kNewComment[] = {{"newMessage", "Comment"}};
inline constexpr Property kChangedComment[] = {{"message", "Comment"}};
inline constexpr Property kCommentBody[] = {{"comment", "text"}};
inline constexpr Property kReactionBody[] = {{"reaction", "text", kAlways, "rocket, heart, brain, …"}};
inline constexpr Property kReasonBody[] = {
    {"reason", "text", kAlways, "Abuse, Graphic Content, Low Quality, Off-Topic, Resolved or Spam"}};
inline constexpr Property kDailyPageBody[] = {
    {"act", "text", kAlways, "take-off or put-back"},
    {"why", "text", kSometimes, "for the log that everybody can read"}};
inline constexpr Property kReportBody[] = {{"words", "text", kSometimes, "for the moderators alone"}};

inline constexpr Property kModerationEntry[] = {
    {"number", "count"},
    {"moderator", "text"},
    {"byProgram", "truth"},
    {"act", "text", kAlways, "hide_comment, show_comment, ban_account, take_off_page, …"},
    {"subject", "text", kAlways, "the id of a comment or of a paper, or the name of an account"},
    {"detail", "text", kAlways, "a reason, a role"},
    {"doneAt", "time"},
};

inline constexpr Property kClaimBody[] = {
    {"paperId", "text"}, {"claimAuthorId", "id", kAlways, "`_id` of the author in the paper's `authors`"}};
inline constexpr Property kClaimAnswer[] = {{"ok", "truth"}, {"claimedPaperId", "text"}};
inline constexpr Property kClaim[] = {
    {"claim", "count", kAlways, "the number by which it is decided"},
    {"paperId", "text"},
    {"title", "text"},
    {"author", "text"},
    {"user", "User"},
    {"claimedAt", "time"},
};
inline constexpr Property kDecisionBody[] = {{"decision", "text", kAlways, "accept or reject"}};

inline constexpr Property kNoticePaper[] = {
    {"_id", "id"}, {"id", "text", kAlways, "as everywhere else"}, {"title", "text"}};
inline constexpr Property kParticipant[] = {{"avatar", "text", kAlways, "the same as `avatarUrl`"}};
inline constexpr Property kNoticeDiscussion[] = {
    {"id", "id"}, {"paperId", "id", kAlways, "the same as `paper._id`"}, {"participating", "[Participant]"}};
inline constexpr Property kNotification[] = {
    {"type", "text", kAlways, "paper"},
    {"reason", "text", kAlways,
     "`reply`, `mention`, `thread`, `hidden`, `shown`, `claim_accepted`, `claim_rejected`, `new_version`, "
     "`withdrawn`, `indexed`, `taken_off_page` or `put_back_on_page`"},
    {"updatedAt", "time"},
    {"read", "truth"},
    {"discussionEventId", "id", kSometimes, "of the comment, where it is about one"},
    {"paper", "NoticePaper"},
    {"paperDiscussion", "NoticeDiscussion"},
};
inline constexpr Property kNamedDiscussions[] = {
    {"discussionIds", "[id]", kSometimes, "as `paperDiscussion.id`; an empty list names nothing"}};
inline constexpr Property kReadNotifications[] = {{"read", "truth", kSometimes, "false: unread again"}};
inline constexpr Property kNotificationCount[] = {
    {"view", "count", kAlways, "what matches the parameters, on all pages"},
    {"unread", "count", kAlways, "whatever the parameters"},
    {"all", "count", kAlways, "whatever the parameters"},
};
inline constexpr Property kNotifications[] = {
    {"notifications", "[Notification]"},
    {"count", "NotificationCount"},
    {"start", "count", kAlways, "how many stand on the pages before"},
};

inline constexpr Property kItemNote[] = {{"text", "text"}, {"html", "text"}};
inline constexpr Property kCollectionItem[] = {
    {"_id", "id"},
    {"position", "count"},
    {"type", "text", kAlways, "`paper`"},
    {"id", "text", kAlways, "of the paper"},
    {"title", "text"},
    {"upvotes", "integer"},
    {"publishedAt", "time?"},
    {"thumbnailUrl", "text"},
    {"isUpvotedByUser", "truth"},
    {"note", "ItemNote", kSometimes, "what the owner says of the paper here"},
};
inline constexpr Property kListedCollection[] = {
    {"slug", "text", kAlways, "the owner, words of the title, and 24 digits, which alone count"},
    {"title", "text"},
    {"description", "text"},
    {"owner", "User"},
    {"lastUpdated", "time"},
    {"theme", "text"},
    {"private", "truth"},
    {"visibility", "text", kAlways, "private, link or public"},
    {"upvotes", "count"},
    {"isUpvotedByUser", "truth"},
    {"numItems", "count"},
    {"items", "[CollectionItem]", kAlways, "in a list of collections the first four"},
};
inline constexpr Property kCollection[] = {{"position", "count"}};
inline constexpr Property kChangedCollection[] = {{"success", "truth"}, {"data", "Collection"}};
inline constexpr Property kDeleted[] = {{"success", "truth"}};
inline constexpr Property kCollectionChange[] = {
    {"title", "text", kSometimes},
    {"description", "text", kSometimes},
    {"private", "truth", kSometimes},
    {"visibility", "text", kSometimes, "private, link or public; beyond the public API"},
};
inline constexpr Property kNewCollection[] = {
    {"title", "text"},
    {"namespace", "text", kSometimes, "one's own name"},
    {"description", "text", kSometimes},
    {"private", "truth", kSometimes},
    {"visibility", "text", kSometimes, "private, link or public; beyond the public API"},
};
inline constexpr Property kNamedItem[] = {{"type", "text", kAlways, "`paper`"}, {"id", "text"}};
inline constexpr Property kNewItem[] = {{"item", "NamedItem"}, {"note", "text", kSometimes}};
inline constexpr Property kItemChange[] = {{"note", "text", kSometimes},
                                           {"position", "count", kSometimes, "a place from 0"}};

inline constexpr Property kNamedFolder[] = {{"number", "count"}, {"title", "text"}};
inline constexpr Property kKept[] = {
    {"savedAt", "time"},
    {"state", "text", kAlways, "`none`, `to-read`, `reading`, `read` or `skipped`"},
    {"note", "text", kAlways, "private, as everything here"},
    {"tags", "[text]"},
    {"folders", "[NamedFolder]"},
};
inline constexpr Property kKeptPaper[] = {{"paper", "ListedPaper"}};
inline constexpr Property kSavedState[] = {
    {"saved", "truth", kAlways, "the other keys are there where it is true"},
    {"savedAt", "time", kSometimes},
    {"state", "text", kSometimes, "`none`, `to-read`, `reading`, `read` or `skipped`"},
    {"note", "text", kSometimes},
    {"tags", "[text]", kSometimes},
    {"folders", "[NamedFolder]", kSometimes},
};
inline constexpr Property kSaveChange[] = {
    {"state", "text", kSometimes, "`none`, `to-read`, `reading`, `read` or `skipped`"},
    {"note", "text", kSometimes},
    {"tags", "[text]", kSometimes, "all that it has from then on"},
    {"new-folder", "text", kSometimes, "the title of a folder that is made for it"},
};

inline constexpr Property kJob[] = {
    {"number", "count"},
    {"id", "text", kAlways, "of the paper"},
    {"state", "text", kAlways, "`waiting`, `done`, `failed` or `cancelled`"},
    {"submits", "truth", kAlways, "it is put on the daily page when it comes"},
    {"byProgram", "truth"},
    {"tries", "count"},
    {"createdAt", "time"},
    {"outcome", "text", kSometimes, "why it failed, or waits"},
};
inline constexpr Property kAskedPaper[] = {{"job", "Job", kSometimes, "where the paper has to be fetched"}};
inline constexpr Property kIndexBody[] = {{"arxivId", "text"}};
inline constexpr Property kLinksBody[] = {
    {"projectPage", "text", kSometimes, "empty: none any more"},
    {"githubRepo", "text", kSometimes, "https://github.com/…"},
    {"organizationId", "text", kSometimes, "as `_id` of the organization of another paper"},
    {"organization", "text", kSometimes, "or its name"},
};

inline constexpr Property kFollow[] = {
    {"number", "count", kAlways, "the number by which it is followed no more"},
    {"kind", "text", kAlways,
     "`author`, `keyword`, `category`, `organization`, `venue`, `paper` or `search`"},
    {"target", "text", kAlways, "a name, a phrase, an expression, the id of a paper, or a query"},
    {"title", "text", kAlways, "of a paper its title, else the target"},
    {"byProgram", "truth", kAlways, "true where a program followed it with a token"},
    {"followedAt", "time"},
};
inline constexpr Property kNewFollow[] = {{"kind", "text"}, {"target", "text"}};
inline constexpr Property kFollowedPaper[] = {
    {"paper", "ListedPaper"}, {"followed", "[count]", kAlways, "the numbers of what brought it"}};

inline constexpr Property kForYouReason[] = {
    {"part", "text", kAlways, "words, other words, meaning or topic, not for me, authors"},
    {"text", "text", kAlways, "for people"},
    {"value", "number", kAlways, "what it adds; all of them are the score"}};
inline constexpr Property kPaperForYou[] = {
    {"paper", "ListedPaper"}, {"score", "number"}, {"reasons", "[ForYouReason]"}};

inline constexpr Property kWatchedThing[] = {
    {"id", "text", kAlways, "the name of an organization or a person, the id of a paper"},
    {"type", "text", kAlways, "`org`, `user` or, beyond the public API, `paper`"},
};
inline constexpr Property kWatched[] = {{"watched", "[WatchedThing]", kAlways, "all of these types"}};
inline constexpr Property kWatchBody[] = {{"add", "[WatchedThing]", kSometimes},
                                          {"delete", "[WatchedThing]", kSometimes}};

inline constexpr Property kRefusal[] = {{"notForMe", "truth", kAlways, "as it is now"}};
inline constexpr Property kSubscription[] = {
    {"cadence", "text", kAlways, "`daily`, `weekdays`, `weekly` or `monthly`"},
    {"weekday", "count", kSometimes, "of weekly: 1 Monday to 7"},
    {"day", "count", kSometimes, "of monthly: 1 to 28"},
    {"at", "text", kAlways, "07:30, in the zone"},
    {"zone", "text", kAlways, "Europe/Berlin"},
    {"size", "count", kAlways, "papers at most: 1 to 50"},
    {"quiet", "truth", kAlways, "true: a line when there is nothing new; else no letter"},
    {"by_mail", "truth"},
    {"parts", "[text]", kAlways,
     "`front-page`, `trending`, `category:cs.AI`, `author:…`, `keyword:…`, `organization:…`, `venue:…`, "
     "`search:…`, `meaning:…`, `for-you`, `following`, `versions`, `replies`"},
    {"webhook", "text", kAlways, "`slack`, `discord`, `mattermost`, `telegram`, `json` or nothing"},
    {"webhook_url", "text"},
};
inline constexpr Property kDigest[] = {
    {"on", "truth"},
    {"next", "time?", kAlways, "when the next one is due"},
    {"subscription", "Subscription", kAlways, "where it is not on: what it would be"},
};
inline constexpr Property kDigestBody[] = {
    {"cadence", "text", kSometimes},
    {"weekday", "count", kSometimes},
    {"day", "count", kSometimes},
    {"at", "text", kSometimes},
    {"zone", "text", kSometimes},
    {"size", "count", kSometimes},
    {"quiet", "truth", kSometimes},
    {"by_mail", "truth", kSometimes},
    {"parts", "[text]", kSometimes, "all that it has from then on"},
    {"webhook", "text", kSometimes},
    {"webhook_url", "text", kSometimes},
    {"webhook_secret", "text", kSometimes, "of telegram the chat, of json what signs; shown to nobody"},
};
inline constexpr Property kDigestPaper[] = {{"id", "text"}, {"title", "text"}, {"reasons", "[text]"}};
inline constexpr Property kDigestPreview[] = {
    {"edition", "text", kAlways, "the day of the edition"},
    {"papers", "[DigestPaper]"},
    {"notices", "count", kAlways, "replies, new versions and the like"},
};
inline constexpr Property kNoticeSwitch[] = {
    {"reason", "text", kAlways, "as of notifications"},
    {"page", "truth", kAlways, "it is told on the page and in the API"},
    {"mail", "text", kAlways, "`none`, `digest` or `at_once`"},
};
inline constexpr Property kNoticeSwitches[] = {{"switches", "[NoticeSwitch]"}};
inline constexpr Property kSwitchedPages[] = {
    {"reply", "truth", kSometimes, "and so for every reason"},
    {"mention", "truth", kSometimes},
};
inline constexpr Property kSwitchedMails[] = {
    {"reply", "text", kSometimes, "`none`, `digest` or `at_once`; and so for every reason"},
    {"mention", "text", kSometimes},
};
inline constexpr Property kPublicSwitches[] = {
    {"daily_papers_digest", "truth", kSometimes, "the digest begins, or ends"},
    {"discussions_participating", "truth", kSometimes, "mail of replies, mentions and threads"},
    {"web_discussions_participating", "truth", kSometimes, "the same on the page"},
    {"arxiv_paper_activity", "truth", kSometimes, "mail of versions, withdrawals and claims"},
    {"announcements", "truth", kSometimes, "and others of the public API, which say nothing here"},
};
inline constexpr Property kNoticeSwitchesBody[] = {
    {"page", "SwitchedPages", kSometimes},
    {"mail", "SwitchedMails", kSometimes},
    {"notifications", "PublicSwitches", kSometimes, "by the names of the public API"},
};

inline constexpr Property kVoteState[] = {
    {"upvotes", "integer", kAlways, "of the paper, now"},
    {"upvoted", "truth", kAlways, "by the one who asks"},
    {"counts", "truth", kAlways,
     "false for a program's vote, and until the address is confirmed and the account old enough"},
};

inline constexpr Property kAccessToken[] = {
    {"displayName", "text"}, {"role", "text", kAlways, "read, write or admin"}, {"createdAt", "time"}};

inline constexpr Property kAuth[] = {{"type", "text", kAlways, "access_token or session"},
                                     {"accessToken", "AccessToken", kSometimes}};

inline constexpr Property kWhoAmI[] = {
    {"type", "text"},   {"id", "id"},          {"name", "text"},   {"fullname", "text"},
    {"isPro", "truth"}, {"avatarUrl", "text"}, {"orgs", "[text]"}, {"auth", "Auth"},
};

}  // namespace broadsheet::web::tables

#endif  // BROADSHEET_WEB_READER_SCHEMAS_H_
