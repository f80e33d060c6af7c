# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Texts that have broken mail programs, or could: what a title, a name or a comment may hold."""

# All that has been taken for the end of a line somewhere, and ways to spell it that must stay as they are.
LINE_ENDS = [
    b"\r\n", b"\n", b"\r", b"\n\r", b"\r\r\n", b"\r\n\r\n", b"\n\n", b"\r\n ", b"\r\n\t", b"\n ", b"\r\n \r\n", b"\x0b", b"\x0c",
    b"\x1c", b"\x1d", b"\x1e", b"\x00", b"\x00\r\n", b"\x08\r\n", b"\xc2\x85", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9",
    "嘊嘍".encode(), b"\xc0\x8d\xc0\x8a", b"\xe0\x80\x8a", b"\xc4\x8d\xc4\x8a", b"%0d%0a", b"%0A", b"\\r\\n", b"\\n", b"&#13;&#10;", b"&#10;",
    b"=0D=0A", b"=\r\n", b"?=\r\n", b"\"\r\n", b"\\\r\n", b">\r\n", b",\r\n", b";\r\n", b"(\r\n", b"+AA0ACg-",
]

# What would then stand at the beginning of a line.
INJECTED = [
    b"Bcc: evil@x.example", b"Subject: other", b"From: evil@x.example", b"Content-Type: text/html", b"\r\n<h1>body</h1>",
    b".", b".\r\nMAIL FROM:<evil@x.example>", b"--=_", b"DKIM-Signature: v=1; b=", b"X-A:",
]

CONTROLS = [b"a" + bytes([byte]) + b"b" for byte in [*range(32), 127]] + [
    b"\x00", b"\x00" * 200, b"\x1b[31mred\x1b[0m", b"a\x08\x08b", b"\x7f", "\u0080\u009f".encode(), b"\r" * 50, b"\n" * 50,
]

ENCODED_WORDS = [
    b"=?utf-8?q?x?=", b"=?utf-8?Q?=0D=0ABcc:_x?=", b"=?utf-8?b?DQpCY2M6IHg=?=", b"a =?utf-8?q?x?= b", b"=?", b"?=", b"=?=", b"=?utf-8?",
    b"=?utf-8?q?", b"=?utf-8?q?x", b"=?utf-8?z?x?=", b"=?nosuch?q?x?=", b"=?utf-8?b?!?=", b"=?utf-8?q?x?==?utf-8?q?y?=",
    b"=?utf-8?q?x?= =?utf-8?q?y?=", b"=?iso-8859-1?q?=E9?=", b"=?utf-8*en?q?x?=", b"x=?utf-8?q?x?=", "é =?utf-8?q?x?=".encode(),
    b"=?utf-8?q?" + b"x" * 200 + b"?=", b"= ?utf-8?q?x? =", b"=3D?utf-8", b"____", b"a_b c", b"?", b"=", b"==", b"=0D=0A", b"=20", b"=\n=",
]

LOOKALIKES = [
    b".", b"..", b".a", b"\n.\n", b"\n..\n", b"a\n.\nb", b"\r\n.\r\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"From ", b"From here", b"\nFrom here\n",
    b">From here", b"\n>From x", b"From:", b"--", b"-- ", b"\n-- \nMina", b"--=_", b"\n--=_0000--\n", b"------", b"=_", b"QUIT", b"\nQUIT\r\n",
    b"begin 644 a.txt", b"Subject: x", b"Re: Re: Re:", b" leading", b"trailing ", b"\t", b" ", b"", b"  a  b  ", b"a\tb", b"a \nb \n \n",
]

QUOTES = [
    b'"', b'""', b'"a', b'a"', b'"a" b', b"\\", b'\\"', b'a\\', b"\\\\", b"'", b"`", b"(", b")", b"(a)", b"a (b", b"<", b">", b"<>",
    b"<a@b.example>", b"x <evil@x.example>", b'x" <evil@x.example>, "', b"evil@x.example", b"a, b", b"a; b", b"a: b;", b"a@b@c", b"@", b",",
    b"group: a@b.example;", b"[a]", b"{a}", b"a|b", b"$(id)", b"`id`", b"${x}", b"%s%n", b"<script>alert(1)</script>",
    b"<!--", b"-->", b"]]>", b"&amp;&lt;", b"'; DROP TABLE papers;--", b"../../etc/passwd", b"C:\\x",
]

SCRIPTS = [text.encode() for text in [
    "é", "ö", "Désirée", "ÅÄÖ", "ﬀ", "ß", "Ж" * 40, "論文集", "論" * 100, "한국어", "ไทย", "हिन्दी", "தமிழ்", "العربية", "עברית", "عربي English עברית",
    "😀", "😀" * 90, "👩‍👩‍👧‍👦", "🏳️‍🌈" * 12, "🇦🇶🇧🇷" * 20, "👍🏽", "e\u0301" * 60, "Z\u0351\u036b\u0343\u036a" * 30, "a\u200bb", "a\u200cb\u200dc", "\u2060", "\ufeffBOM", "x\ufeffy",
    "\u202eexe.fdp", "\u202a\u202b\u202c\u202d", "\u2066x\u2069", "\u200e\u200f", "\u061c", "\u00ad" * 20, "\u034f", "\u180e", "\u3000", "a\u3000b", "\u00a0", "a\u00a0b",
    "\u1680x", "\u2000\u200a", "\u202fx", "\u205f", "\ufffd", "\ufffe", "\uffff", "\U0001ffff", "\U0010ffff", "\ue000", "\U000e0041\U000e007f", "\ufff9a\ufffab\ufffb",
    "𝒯𝓇𝒶𝓃𝓈", "ｆｕｌｌｗｉｄｔｈ", "ﷺ", "ʇɥƃᴉɹ", "ﾟ･✿ヾ╲(｡◕‿◕｡)╱✿･ﾟ", "…", "–—“”‘’", "½ ≤ ∞ ∫", "$x^2$ é", "ΑΒΓ \\alpha", "İıŞş", "ǅ", "“From ”", "é.", ".é", "é\n.é",
    "x" * 59 + "é", "x" * 47 + "é" * 3, "x" * 48 + "😀",
]]

INVALID = [
    b"\xff", b"\xfe\xff", b"\x80", b"\xbf" * 9, b"\xc3", b"a\xc3", b"\xc3(", b"\xe2\x82", b"\xe2\x28\xa1", b"\xf0\x9f\x98", b"\xf0\x28\x8c\xbc",
    b"\xc0\x80", b"\xc0\xae", b"\xc1\xbf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80",
    b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf4\x90\x80\x80", b"\xf7\xbf\xbf\xbf", b"caf\xe9", b"\x93quoted\x94",
    b"\xe9\r\nBcc: x", b"\xc3\r\nBcc: x", b"\xf0\x9f\r\nBcc: x", b"\x1b$B%F%9%H\x1b(B", b"\xa4\xa2\xa4\xa4", b"f\x00o\x00o\x00", b"\xff\xfef\x00",
]

LONG = [
    b"x" * 57, b"x" * 58, b"x" * 59, b"x" * 60, b"x" * 61, b"x" * 62, b"x" * 63, b"x" * 74, b"x" * 75, b"x" * 76, b"x" * 77, b"x" * 78,
    b"x" * 79, b"x" * 199, b"x" * 200, b"x" * 201, b"x" * 997, b"x" * 998, b"x" * 999, b"x" * 1000, b"x" * 1001, b"x" * 100_000, b"x " * 50_000, b"=" * 400,
    b"." * 400, b"\xc3\xa9" * 99, b"\xc3\xa9" * 101, b"\xc3\xa9" * 50_000, b"\xf0\x9f\x98\x80" * 25_000, b"\xff" * 3000, b'"' * 300, b"\\" * 300,
    b"\r\n" * 5000, b"\n." * 5000, b"a\r\n" * 3000, b"From \n" * 2000, b" " * 5000, b"\t" * 5000, b"word " * 400, b"x" * 70 + b" " + b"y" * 70,
    b"https://tides.example/" + b"k" * 2000, b"x" * 74 + b".\n", b"x" * 75 + b".\n", b"x" * 76 + b".\n", b"x" * 75 + b"From y", b"x" * 75 + b" \n",
    b"x" * 74 + b" \n", b"x" * 73 + b"\xc3\xa9", b"x" * 72 + b"\xf0\x9f\x98\x80" * 3, b"x" * 75 + b"--",
]

TEXTS = list(dict.fromkeys(
    [b"Your papers" + end + what for end in LINE_ENDS for what in INJECTED]
    + LINE_ENDS + CONTROLS + ENCODED_WORDS + LOOKALIKES + QUOTES + SCRIPTS + INVALID + LONG
))
