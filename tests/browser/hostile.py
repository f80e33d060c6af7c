# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Papers as an attacker would write them: every text is markup, a script, or out of all proportion."""

import json

# What must reach a reader as the characters that stand here.
TEXTS = [
    "<script>document.title='owned'</script>",
    "<img src=x onerror=alert(1)>",
    "</title></h1><svg onload=alert(1)>",
    "\"' onmouseover=\"alert(1)\" x='",
    "{{TITLE}} {{>CARD}} {{#LIST}}",
    "]]><!--<iframe src=javascript:alert(1)>",
    "&lt;script&gt; stays as it is, &amp;amp; too",
    "[a link](javascript:alert(1)) and `code` and **bold**",
    "%00 %3Cscript%3E \\u003cscript\\u003e",
    "right\u202eto\u202cleft \u2066isolated\u2069 and zero\u200bwidth",
    "中文标题，没有空格的长句子需要在窄屏幕上换行显示而不是把页面撑宽",
    "عنوان بالعربية مع English",
    "family 👩‍👩‍👧‍👦 of emoji",
    "W" * 10_000,
    r"$\href{javascript:alert(1)}{x}$ and $\htmlClass{a}{b}$ and $\includegraphics{http://evil.example/x.png}$",
    r"$$\def\a{\a\a}\a$$ then $\frac{1}{2}$",
    r"$\left(\frac{1}{\sqrt{1+\frac{a}{b}}}\right)$ stands tall",
]
ADDRESSES = ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "https://ok.example/\"onclick=alert(1)",
             "//evil.example/", "http://evil.example/<b>"]


def identifier(number):
    return f"2608.{10_000 + number}"


def paper(number, text, address):
    """A paper that says `text` wherever a source may say something, and `address` wherever it may link."""
    return {"id": f"arxiv:{identifier(number)}", "title": f"Paper {number} {text[:3500]}", "abstract": f"About {text} it is.",
            "authors": [f"Ada {text[:200]}", "<b>Bob</b>"] + [f"Author {i}" for i in range(600 * (number == 0))],
            "published": "2026-08-19", "featured": "2026-08-20", "categories": ["cs.CL", "<i>cs</i>"],
            "venue": text[:300], "comment": text[:300], "url": address, "project_page": address,
            "github_repo": address, "thumbnail": address, "submitter": "<u>user</u>",
            "organization": {"name": "<o>", "fullname": text[:100]}, "ai_summary": text[:300]}


def write(path, papers=None):
    """Papers as JSON Lines, all featured on one day: pairs of text and address, or those of this file."""
    pairs = papers or [(text, ADDRESSES[number % len(ADDRESSES)]) for number, text in enumerate(TEXTS)]
    with open(path, "w", encoding="utf-8") as out:
        for number, (text, address) in enumerate(pairs):
            out.write(json.dumps(paper(number, text, address)) + "\n")
