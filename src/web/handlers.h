// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// All handlers, a file or a few lines each; web/routes.cc says which address is whose.

#ifndef BROADSHEET_WEB_HANDLERS_H_
#define BROADSHEET_WEB_HANDLERS_H_

#include "http/message.h"
#include "web/exchange.h"

namespace broadsheet::web {

// The public Daily Papers API, reading.
http::Response api_daily_papers(Exchange& exchange);
http::Response api_search(Exchange& exchange);
http::Response api_similar(Exchange& exchange);
http::Response api_similar_to_paper(Exchange& exchange);
http::Response api_history(Exchange& exchange);
http::Response api_papers(Exchange& exchange);
http::Response api_categories(Exchange& exchange);
http::Response api_author(Exchange& exchange);
http::Response api_suggest(Exchange& exchange);
http::Response api_paper(Exchange& exchange);
http::Response api_arxiv_repos(Exchange& exchange);
http::Response api_models(Exchange& exchange);
http::Response api_datasets(Exchange& exchange);
http::Response api_spaces(Exchange& exchange);
http::Response api_user(Exchange& exchange);
http::Response api_people_of_user(Exchange& exchange);
http::Response api_organization(Exchange& exchange);
http::Response api_people_of_organization(Exchange& exchange);
http::Response api_collections(Exchange& exchange);
http::Response api_description(Exchange& exchange);
http::Response api_agent_harnesses(Exchange& exchange);
http::Response api_who_am_i(Exchange& exchange);
http::Response api_vote_up(Exchange& exchange);
http::Response api_vote_back(Exchange& exchange);

// Libraries and collections.
http::Response api_saved(Exchange& exchange);
http::Response api_save(Exchange& exchange);
http::Response api_unsave(Exchange& exchange);
http::Response api_library(Exchange& exchange);
http::Response api_collection(Exchange& exchange);
http::Response api_make_collection(Exchange& exchange);
http::Response api_change_collection(Exchange& exchange);
http::Response api_delete_collection(Exchange& exchange);
http::Response api_add_to_collection(Exchange& exchange);
http::Response api_change_item(Exchange& exchange);
http::Response api_take_from_collection(Exchange& exchange);
http::Response save_form(Exchange& exchange);
http::Response refuse_form(Exchange& exchange);
http::Response api_refuse(Exchange& exchange);
http::Response api_take_refusal_back(Exchange& exchange);
http::Response library_page(Exchange& exchange);
http::Response library_import_page(Exchange& exchange);
http::Response import_into_library(Exchange& exchange);
http::Response folders_page(Exchange& exchange);
http::Response make_folder(Exchange& exchange);
http::Response folder_page(Exchange& exchange);
http::Response change_folder(Exchange& exchange);
http::Response collections_page(Exchange& exchange);
http::Response collection_page(Exchange& exchange);

// Papers for the daily page, papers that are not here yet, and links.
http::Response submit_page(Exchange& exchange);
http::Response submit_form(Exchange& exchange);
http::Response links_form(Exchange& exchange);
http::Response daily_page_form(Exchange& exchange);
http::Response api_index_paper(Exchange& exchange);
http::Response api_submit(Exchange& exchange);
http::Response api_jobs(Exchange& exchange);
http::Response api_link_paper(Exchange& exchange);
http::Response api_daily_page(Exchange& exchange);

// What is followed, and private feeds.
http::Response following_page(Exchange& exchange);
http::Response follow_form(Exchange& exchange);
http::Response api_following(Exchange& exchange);
http::Response api_followed_papers(Exchange& exchange);
http::Response api_follow(Exchange& exchange);
http::Response api_unfollow(Exchange& exchange);
http::Response for_you_page(Exchange& exchange);
http::Response api_for_you(Exchange& exchange);
http::Response api_watch(Exchange& exchange);
http::Response private_feeds_page(Exchange& exchange);
http::Response set_private_feed(Exchange& exchange);
http::Response private_feed(Exchange& exchange);

// Mail.
http::Response subscribe_page(Exchange& exchange);
http::Response subscribe_form(Exchange& exchange);
http::Response confirm_subscription_page(Exchange& exchange);
http::Response confirm_subscription_form(Exchange& exchange);
http::Response subscription_page(Exchange& exchange);
http::Response change_subscription(Exchange& exchange);
http::Response unsubscribe_page(Exchange& exchange);
http::Response unsubscribe(Exchange& exchange);
http::Response mail_settings_page(Exchange& exchange);
http::Response change_mail_settings(Exchange& exchange);
http::Response preview_digest(Exchange& exchange);
http::Response notice_switches_page(Exchange& exchange);
http::Response change_notice_switches(Exchange& exchange);
http::Response api_digest(Exchange& exchange);
http::Response api_change_digest(Exchange& exchange);
http::Response api_leave_digest(Exchange& exchange);
http::Response api_preview_digest(Exchange& exchange);
http::Response api_notice_switches(Exchange& exchange);
http::Response api_change_notice_switches(Exchange& exchange);

// Accounts.
http::Response login_form(Exchange& exchange);
http::Response log_in(Exchange& exchange);
http::Response log_out(Exchange& exchange);
http::Response signup_form(Exchange& exchange);
http::Response sign_up(Exchange& exchange);
http::Response settings_page(Exchange& exchange);
http::Response change_password(Exchange& exchange);
http::Response end_session(Exchange& exchange);
http::Response make_token(Exchange& exchange);
http::Response revoke_token(Exchange& exchange);
http::Response vote_form(Exchange& exchange);
http::Response second_step(Exchange& exchange);
http::Response forgot_form(Exchange& exchange);
http::Response ask_for_reset(Exchange& exchange);
http::Response change_own_address(Exchange& exchange);
http::Response send_confirmation_again(Exchange& exchange);
http::Response reset_form(Exchange& exchange);
http::Response reset_password(Exchange& exchange);
http::Response confirm_form(Exchange& exchange);
http::Response confirm_address(Exchange& exchange);
http::Response begin_second_factor(Exchange& exchange);
http::Response confirm_second_factor(Exchange& exchange);
http::Response drop_second_factor(Exchange& exchange);
http::Response export_account(Exchange& exchange);
http::Response delete_account(Exchange& exchange);

// For admins.
http::Response admin_overview(Exchange& exchange);
http::Response admin_readers(Exchange& exchange);
http::Response admin_reader(Exchange& exchange);
http::Response admin_act_on_reader(Exchange& exchange);
http::Response admin_invite(Exchange& exchange);
http::Response admin_sources(Exchange& exchange);
http::Response admin_act_on_source(Exchange& exchange);
http::Response admin_settings(Exchange& exchange);
http::Response admin_jobs(Exchange& exchange);
http::Response admin_mail(Exchange& exchange);
http::Response admin_act_on_mail(Exchange& exchange);
http::Response admin_act_on_job(Exchange& exchange);

// What readers say, and what moderators do about it.
http::Response api_comments(Exchange& exchange);
http::Response api_comment(Exchange& exchange);
http::Response api_reply(Exchange& exchange);
http::Response api_edit_comment(Exchange& exchange);
http::Response api_delete_comment(Exchange& exchange);
http::Response api_react(Exchange& exchange);
http::Response api_take_reaction_back(Exchange& exchange);
http::Response api_report_comment(Exchange& exchange);
http::Response api_hide_comment(Exchange& exchange);
http::Response api_show_comment(Exchange& exchange);
http::Response api_moderation_log(Exchange& exchange);
http::Response api_notices(Exchange& exchange);
http::Response api_read_notices(Exchange& exchange);
http::Response api_delete_notices(Exchange& exchange);
http::Response comment_form(Exchange& exchange);
http::Response comments_of_paper(Exchange& exchange);
http::Response comments_page(Exchange& exchange);
http::Response comment_page(Exchange& exchange);
http::Response edit_comment(Exchange& exchange);
http::Response delete_comment(Exchange& exchange);
http::Response react_to_comment(Exchange& exchange);
http::Response report_comment(Exchange& exchange);
http::Response hide_comment(Exchange& exchange);
http::Response show_comment(Exchange& exchange);
http::Response dismiss_reports(Exchange& exchange);
http::Response moderation_page(Exchange& exchange);
http::Response reports_page(Exchange& exchange);
http::Response notices_page(Exchange& exchange);
http::Response read_notices(Exchange& exchange);
http::Response user_page(Exchange& exchange);
http::Response claim_form(Exchange& exchange);
http::Response claims_page(Exchange& exchange);
http::Response rings_page(Exchange& exchange);
http::Response decide_claim(Exchange& exchange);
http::Response api_claim(Exchange& exchange);
http::Response api_claims(Exchange& exchange);
http::Response api_decide_claim(Exchange& exchange);

// Pages, and the feeds of their lists.
http::Response front_door(Exchange& exchange);  // "/" leads to /papers
http::Response newest_day(Exchange& exchange);
http::Response newest_week(Exchange& exchange);
http::Response newest_month(Exchange& exchange);
http::Response day_page(Exchange& exchange);
http::Response week_page(Exchange& exchange);
http::Response month_page(Exchange& exchange);
http::Response trending(Exchange& exchange);
http::Response search_page(Exchange& exchange);
http::Response categories_page(Exchange& exchange);
http::Response category_page(Exchange& exchange);
http::Response author_page(Exchange& exchange);
http::Response venues_page(Exchange& exchange);
http::Response venue_page(Exchange& exchange);
http::Response organizations_page(Exchange& exchange);
http::Response organization_page(Exchange& exchange);
http::Response archive_page(Exchange& exchange);
http::Response archive_year_page(Exchange& exchange);
http::Response about_page(Exchange& exchange);
http::Response paper_page(Exchange& exchange);
http::Response similar_form(Exchange& exchange);
http::Response similar_to_text(Exchange& exchange);
http::Response similar_to_paper(Exchange& exchange);

// Doors for programs that look for them at their own addresses.
http::Response opensearch_description(Exchange& exchange);
http::Response opensearch_suggestions(Exchange& exchange);
http::Response robots(Exchange& exchange);
http::Response sitemap_index(Exchange& exchange);
http::Response sitemap(Exchange& exchange);
http::Response llms(Exchange& exchange);

// What pages need.
http::Response site_file(Exchange& exchange);
http::Response thumbnail(Exchange& exchange);
http::Response avatar(Exchange& exchange);

// For assistants.
http::Response mcp_message(Exchange& exchange);

// OAI-PMH, and the schema of its format that is ours.
http::Response oai(Exchange& exchange);
http::Response oai_schema(Exchange& exchange);

// For the operator.
http::Response health(Exchange& exchange);
http::Response metrics(Exchange& exchange);

}  // namespace broadsheet::web

#endif  // BROADSHEET_WEB_HANDLERS_H_
