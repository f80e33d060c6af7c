# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# arXiv's metadata snapshot (one JSON object a line) as the JSON Lines that `broadsheet ingest` reads:
#
#   jq -c -f tools/arxiv_snapshot.jq arxiv-metadata-oai-snapshot.json > arxiv.jsonl
{
  source: "arxiv", id: ("arxiv:" + .id), title, abstract, doi, comment: .comments, submitter,
  updated: .update_date,
  authors: [.authors_parsed[] | [.[1], .[0], .[2]] | map(select(. != "")) | join(" ")],
  categories: (.categories / " "),
  published: (.versions[0].created | strptime("%a, %d %b %Y %H:%M:%S GMT") | strftime("%Y-%m-%d"))
}
