# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Requests that programs read differently, from RFC 9110 and RFC 9112, and a few that are fine.

A case is a name, bytes, and the statuses of the answers when a whole request follows in the same
write. REFUSED is one answer, 400, and the end of the connection: the request that follows is not one.
What is plainly valid stands among them, so that to refuse everything is no way to pass.
"""

from typing import NamedTuple

REFUSED = (400,)
# What a server has to say to whom it has no account for, and to the request that follows.
BOTH = (401, 200)
FOUND = (200, 200)
# The first is whole without a body; what stands behind it is no request.
THEN_REFUSED = (401, 400)

# The delimiters of RFC 9110, 5.6.2, but for the colon, which ends a name.
DELIMITERS = '"(),/;<=>?@[\\]{}'


class Case(NamedTuple):
    name: str
    data: bytes
    expected: tuple


def post(*lines, body=b""):
    head = [b"POST /api/papers/index HTTP/1.1", b"Host: localhost", *lines]
    return b"\r\n".join(head) + b"\r\n\r\n" + body


def get(*lines):
    return b"\r\n".join([b"GET /healthz HTTP/1.1", b"Host: localhost", *lines]) + b"\r\n\r\n"


def asked(line):
    return line + b"\r\nHost: localhost\r\n\r\n"


def cases(group, expected, made):
    return [Case(f"{group} {data[:60]!r}", data, expected) for data in made]


def two_lengths():
    chunked = b"Transfer-Encoding: chunked"
    body = b"0\r\n\r\n"
    made = []
    for length in (b"0", b"5", b"6", b"05", b"500"):
        made.append(post(b"Content-Length: " + length, chunked, body=body))
        made.append(post(chunked, b"Content-Length: " + length, body=body))
    made += [
        post(b"content-length: 5", b"X-Between: a", b"TRANSFER-ENCODING: CHUNKED", body=body),
        post(b"Content-Length: 5", b"Transfer-Encoding: identity", body=body),
        post(b"Content-Length: 5", b"Transfer-Encoding:", body=body),
        post(b"Content-Length:", chunked, body=body),
        post(b"Content-Length: 5", b"Content-Length: 5", body=b"01234"),
        post(b"Content-Length: 5", b"Content-Length: 0", body=b"01234"),
        post(b"Content-Length: 0", b"Content-Length: 5", body=b"01234"),
        post(b"Content-Length: 5", b"content-length: 5", body=b"01234"),
        post(b"Content-Length: 5", b"X-Between: a", b"CONTENT-LENGTH: 6", body=b"01234"),
        post(b"Content-Length: 5", b"Content-Length:", body=b"01234"),
        post(chunked, chunked, body=body),
        post(chunked, b"transfer-encoding: identity", body=body),
        post(b"Transfer-Encoding: identity", chunked, body=body),
        post(b"Transfer-Encoding: gzip", chunked, body=body),
        post(b"Transfer-Encoding:", chunked, body=body),
    ]
    valid = [post(b"Content-Length: 5", body=b"01234"), post(b"content-length:\t005 ", body=b"01234"),
             post(b"Content-Length: 0"), post(), post(chunked, body=body),
             post(b"transfer-encoding:CHUNKED\t", body=b"a\r\n0123456789\r\n00\r\n\r\n")]
    return cases("lengths", REFUSED, made) + cases("lengths", BOTH, valid)


def codings():
    values = [b"", b"identity", b"gzip", b"deflate", b"compress", b"x-gzip", b"gzip, chunked", b"chunked, gzip",
              b"chunked, identity", b"identity, chunked", b"chunked, chunked", b"chunked,", b",chunked",
              b", chunked", b"chunked;", b"chunked; q=1", b"chunked;a=b", b"chunked ;", b'"chunked"', b"'chunked'",
              b"chunked chunked", b"chunk", b"chunkedd", b"xchunked", b"x chunked", b"chun ked", b"chunked=1",
              b"(chunked)", b"\\chunked", b"chunked\x00", b"\x0bchunked", b"\x0cchunked", b"chunked\x0b",
              b"c\x68unked\x7f", b"\xc2\xa0chunked", b"\xefchunked", b"ch\xc5\xa9nked", b"trailers, chunked", b"cow",
              b"%63hunked"]
    return cases("codings", REFUSED, [post(b"Transfer-Encoding: " + value, body=b"0\r\n\r\n") for value in values])


def lengths_that_are_no_numbers():
    values = [b"", b" ", b"+5", b"-5", b"+0", b"-0", b"--5", b"0x5", b"0X5", b"0b1", b"0o5", b"5h", b"a", b"5 5",
              b"5,5", b"5, 5", b"5,", b",5", b"5;", b"5;a=b", b"5.0", b"5.", b".5", b"5e0", b"1e1", b"1_0", b"1'0",
              b'"5"', b"'5'", b"5/1", b"(5)", b"five", b"5\x00", b"\x005", b"5\x0b", b"\x0b5", b"\x0c5", b"5\xa0",
              b"\xa05", b"\xd9\xa5", b"\xef\xbc\x95", b"NaN", b"Infinity", b"5\t5", b"%35", b"chunked", b"5:5"]
    made = [post(b"Content-Length: " + value, body=b"01234") for value in values]
    made += [
        post(b"Content-Length : 5", body=b"01234"),
        post(b"Content-Length\t: 5", body=b"01234"),
        post(b" Content-Length: 5", body=b"01234"),
        post(b"Content-Length:", b" 5", body=b"01234"),
        post(b"Content-Length: 5", b" 0", body=b"01234"),
        post(b"Content-Length 5", body=b"01234"),
        post(b"Content-Length: 5\n", body=b"01234"),
        post(b"Content-Length\x00: 5", body=b"01234"),
    ]
    large = [b"131073", b"4294967296", b"4294967301", b"9223372036854775807", b"9223372036854775808",
             b"18446744073709551615", b"18446744073709551616", b"18446744073709551621", b"9" * 100]
    too_large = [post(b"Content-Length: " + value, body=b"01234") for value in large]
    return cases("numbers", REFUSED, made) + cases("numbers", (413,), too_large)


def line_ends():
    made = [
        b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
        b"GET /healthz HTTP/1.1\nHost: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\n\n",
        b"GET /healthz HTTP/1.1\rHost: localhost\r\r",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\r\nHost: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\n\rHost: localhost\n\r\n\r",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\r\n",
        b"\r\n\r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\rGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b" \r\nGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x00GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\xef\xbb\xbfGET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        get(b"X-A: b\nX-B: c"), get(b"X-A: b\rX-B: c"), get(b"X-A: b\n\nX-B: c"), get(b"X-A: b\r"), get(b"X-A\n: b"),
        get(b"X-A: b\nTransfer-Encoding: chunked"), get(b"X-A: b\rTransfer-Encoding: chunked"),
        get(b"X-A: b\nContent-Length: 40"), get(b"X-A: b\x0bX-B: c"), get(b"X-A: b\x0cX-B: c"),
        get(b"X-A:\nb"), get(b"X-A:\rb"),
    ]
    valid = [b"\r\n" + get(), get(b"X-A: b\xc2\x85c"), get(b"X-A: b\xe2\x80\xa8c")]
    return cases("line ends", REFUSED, made) + cases("line ends", FOUND, valid)


def header_lines():
    made = [get(line) for line in (
        b"X-A: b\r\n c", b"X-A: b\r\n\tc", b"X-A: b\r\n ", b"X-A: b\r\n \r\n c", b"X-A:\r\n b", b"X-A : b", b"X-A\t: b",
        b" X-A: b", b"\tX-A: b", b" ", b"\t", b": b", b":", b" : b", b"::", b"X-A", b"X A: b", b"X\tA: b",
        b"X-\x80: b", b"X-\xff: b", b"X-\xc3\xa9: b", b"X-\x7f: b", b"X-\x00A: b", b"X-A: \x00", b"X-A: b\x00c",
        b"X-A: b\x7f", b"X-A: \x1b[0m", b"X-A: b\x08", b"GET /healthz HTTP/1.1")]
    made += [get(f"X{c}A: b".encode()) for c in DELIMITERS]
    made += [
        b"GET /healthz HTTP/1.1\r\n Host: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n \r\nHost: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\n\tX: y\r\nHost: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost\r\n : localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost:\r\n localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n .example.org\r\n\r\n",
    ]
    valid = [get(b"!#$%&'*+-.^_`|~09azAZ: b"), get(b"X-A:"), get(b"X-A:b"), get(b"X-A: \t b \t "),
             get(b"X-A: \xff\x80"),
             get(b"X-A: b:c, \"d\\\"e\" (f)"), get(b"X-A: b", b"x-a: c")]
    return cases("headers", REFUSED, made) + cases("headers", FOUND, valid)


def chunks():
    bodies = [
        b"3;\r\nabc\r\n0\r\n\r\n", b"3;a\r\nabc\r\n0\r\n\r\n", b"3;a=b\r\nabc\r\n0\r\n\r\n",
        b'3;a="b"\r\nabc\r\n0\r\n\r\n', b'3;a="\r\n\r\n"\r\nabc\r\n0\r\n\r\n', b"3 ;a=b\r\nabc\r\n0\r\n\r\n",
        b"3;\nabc\r\n0\r\n\r\n", b"0;a=b\r\n\r\n", b"3\n;\r\nabc\r\n0\r\n\r\n", b"3 \r\nabc\r\n0\r\n\r\n",
        b" 3\r\nabc\r\n0\r\n\r\n", b"3\t\r\nabc\r\n0\r\n\r\n", b"\t3\r\nabc\r\n0\r\n\r\n", b"+3\r\nabc\r\n0\r\n\r\n",
        b"-3\r\nabc\r\n0\r\n\r\n", b"-0\r\n\r\n", b"0x3\r\nabc\r\n0\r\n\r\n", b"0X3\r\nabc\r\n0\r\n\r\n",
        b"3h\r\nabc\r\n0\r\n\r\n", b"g\r\nabc\r\n0\r\n\r\n", b"\r\nabc\r\n0\r\n\r\n", b"\r\n\r\n",
        b"3_\r\nabc\r\n0\r\n\r\n",
        b"3.0\r\nabc\r\n0\r\n\r\n", b"3,3\r\nabc\r\n0\r\n\r\n", b"3 3\r\nabc\r\n0\r\n\r\n",
        b"\x003\r\nabc\r\n0\r\n\r\n",
        b"3\x00\r\nabc\r\n0\r\n\r\n", b"\xef\xbc\x93\r\nabc\r\n0\r\n\r\n", b"'3'\r\nabc\r\n0\r\n\r\n",
        b"3\nabc\n0\n\n", b"3\nabc\r\n0\r\n\r\n", b"3\rabc\r\n0\r\n\r\n", b"3\r\nabc\n0\r\n\r\n",
        b"3\r\nabc\r0\r\n\r\n",
        b"3\r\nabc0\r\n\r\n", b"3\r\nabcd\r\n0\r\n\r\n", b"3\r\nab\r\n0\r\n\r\n", b"3\r\nabc \r\n0\r\n\r\n",
        b"3\r\nabc\r\n\r\n0\r\n\r\n", b"3\r\nabc\r\n0\n\r\n", b"3\r\nabc\r\n0\r\n\n", b"3\r\nabc\r\n0\r\r\n",
        b"0\r\n \r\n\r\n", b"0\r\nX-A: b\r\n\r\n", b"0\r\nContent-Length: 5\r\n\r\n", b"0\r\nHost: example.org\r\n\r\n",
        b"0\r\nTransfer-Encoding: chunked\r\n\r\n", b"0\r\nAuthorization: x\r\n\r\n", b"0\r\n: b\r\n\r\n",
        b"0\r\nGET / HTTP/1.1\r\n\r\n", b"fffffffff\r\n", b"fffffffffffffffff\r\n",
        b"10000000000000003\r\nabc\r\n0\r\n\r\n",
        b"100000003\r\nabc\r\n0\r\n\r\n", b"000000003\r\nabc\r\n0\r\n\r\n", b"1" * 100,
    ]
    too_large = [b"ffffffff\r\n", b"80000000\r\n", b"20001\r\n"]
    valid = [b"0\r\n\r\n", b"00000000\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"3\r\n\r\n0\r\n0\r\n\r\n",
             b"A\r\n0123456789\r\n1\r\nx\r\n0\r\n\r\n"]

    def sent(body):
        return post(b"Transfer-Encoding: chunked", body=body)

    return [Case(f"chunks {body[:60]!r}", sent(body), expected)
            for expected, some in ((REFUSED, bodies), ((413,), too_large), (BOTH, valid)) for body in some]


def hosts():
    values = [b"", b" ", b"localhost localhost", b"localhost,localhost", b"localhost, example.org", b"localhost/",
              b"/localhost", b"localhost?", b"localhost#", b"user@localhost", b"user:secret@localhost", b"@localhost",
              b"localhost@", b"localhost\\", b"localhost;", b"localhost:", b"localhost:a", b"localhost:-1",
              b"localhost:+80", b"localhost:80:80", b"localhost:0x50", b"localhost: 80", b"localhost :80",
              b"localhost:123456", b":80", b":", b"::1", b"[::1", b"[::1]80", b"[::1]:", b"[::1]x", b"[]", b"[::1]]",
              b"[localhost]", b"[::1%25lo]", b"[v1.a]", b"http://localhost", b"//localhost", b"loc%61lhost",
              b"%6cocalhost",
              b"localh\xc3\xb6st", b"localhost\x00", b"\x00localhost", b"localhost\x00.example.org", b"loc\talhost",
              b"localhost\x7f", b"*", b"(localhost)", b'"localhost"', b"<localhost>", b"a" * 300, b"localhost|",
              b"local^host"]
    made = [b"GET /healthz HTTP/1.1\r\nHost: " + value + b"\r\n\r\n" for value in values]
    made += [
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.0\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nX-Host: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nhost: example.org\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: example.org\r\nX: y\r\nHOST: localhost\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost:\r\n\r\n",
        b"GET http://localhost/healthz HTTP/1.1\r\n\r\n",
    ]
    made += [asked(b"GET " + target + b" HTTP/1.1") for target in (
        b"http://example.org/healthz", b"http://localhost:81/healthz", b"http://localhost.example.org/",
        b"http://user@localhost/healthz", b"http://localhost@example.org/", b"http:///healthz", b"http:/healthz",
        b"http:healthz", b"http://", b"http://?a", b"http://localhost\\@example.org/", b"http://[::1]/",
        b"https://example.org/",
        b"ftp://localhost/healthz", b"file:///etc/passwd", b"gopher://localhost/", b"http//localhost/healthz",
        b"javascript:alert(1)", b"data:,a", b"http://loc%61lhost/")]
    valid = [asked(b"GET " + target + b" HTTP/1.1") for target in (
        b"http://localhost/healthz", b"HTTP://LocalHost/healthz", b"https://localhost/healthz")]
    valid += [b"GET /healthz HTTP/1.1\r\nHost:localhost\r\n\r\n",
              b"GET /healthz HTTP/1.1\r\nhost: LOCALHOST:8370 \r\n\r\n",
              b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
              b"GET /healthz HTTP/1.1\r\nHost: [::1]:8370\r\n\r\n"]
    return cases("hosts", REFUSED, made) + cases("hosts", FOUND, valid)


def request_lines():
    versions = [b"HTTP/1.2", b"HTTP/2.0", b"HTTP/2", b"HTTP/3", b"HTTP/0.9", b"HTTP/11", b"HTTP/1.10", b"HTTP/01.1",
                b"HTTP/1.01", b"http/1.1", b"Http/1.1", b"HTTP/1.1x", b"xHTTP/1.1", b"HTTP/1,1", b"HTTP/1 1", b"HTTP/1",
                b"HTTP/1.", b"HTTP/.1", b"HTTP/", b"HTTP", b"HTP/1.1", b"HTTPS/1.1", b"ICY/1.1", b"RTSP/1.0",
                b"HTTP /1.1",
                b"HTTP/ 1.1", b"HTTP\\1.1", b"HTTP/1.1 ", b"HTTP/1.1\t", b"HTTP/1.1\x00", b"HTTP/1.1;", b"HTTP/-1.1",
                b"HTTP/+1.1", b"HTTP/1.1.1", b"\xef\xbc\xa8TTP/1.1", b"HTTP/1.1 HTTP/1.1", b"HTTP/x.y"]
    made = [asked(b"GET /healthz " + version) for version in versions]
    methods = [b"", b"\x00GET", b"GE\x00T", b"GET\x7f", b"G\x80T", b"G\xc3\x89T", b"GET:", b"GE\tT", b"X" * 17,
               b"X" * 5000]
    methods += [f"G{c}T".encode() for c in DELIMITERS]
    made += [asked(method + b" /healthz HTTP/1.1") for method in methods]
    targets = [b"", b"healthz", b"*", b"localhost:80", b"localhost", b"./healthz", b"../healthz", b"\\healthz", b"?q=a",
               b"#a", b"/healthz#a", b"/#", b"/health z", b"/a\tb", b"/a\x00b", b"/a\x0bb", b"/a\x1bb", b"/a\x7fb",
               b"/\xc3\xa9", b"/\xff", b"/?q=\xff", b"/?q=a b", b"/?q=\x01", b'"/healthz"', b"</healthz>",
               b"%2fhealthz", b"@/"]
    made += [asked(b"GET " + target + b" HTTP/1.1") for target in targets]
    made += [asked(line) for line in (
        b"GET", b"GET ", b"GET /healthz", b"GET /healthz ", b"/healthz HTTP/1.1", b"HTTP/1.1 200 OK",
        b" GET /healthz HTTP/1.1",
        b"GET  /healthz HTTP/1.1", b"GET /healthz  HTTP/1.1", b"GET\t/healthz HTTP/1.1", b"GET /healthz\tHTTP/1.1",
        b"GET\x0b/healthz HTTP/1.1", b"GET\xa0/healthz HTTP/1.1", b"OPTIONS * HTTP/1.1", b"GET * HTTP/1.1",
        b"CONNECT localhost:80 HTTP/1.1", b"CONNECT example.org:443 HTTP/1.1", b"CONNECT * HTTP/1.1")]
    made += [b"GET /healthz\r\n", b"GET /\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
             b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"SSH-2.0-OpenSSH_9.2\r\n", b"EHLO localhost\r\n",
             b"\x04\x01\x00\x50\x7f\x00\x00\x01\x00", b"*1\r\n$4\r\nPING\r\n"]
    known = [(b"get", 405), (b"Get", 405), (b"TRACE", 405), (b"TRACK", 405), (b"DEBUG", 405), (b"PUT", 405),
             (b"DELETE", 405), (b"OPTIONS", 405), (b"PROPFIND", 405), (b"!#$%&'*+-.^_`|~", 405)]
    return cases("request line", REFUSED, made) + [
        Case(f"request line {method!r}",
             asked(method + b" /healthz HTTP/1.1"), (status, 200)) for method, status in known]


def old_and_new_versions():
    old = b"POST /api/papers/index HTTP/1.0\r\nHost: localhost\r\n"
    made = [
        old + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        old + b"Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        old + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        old + b"Transfer-Encoding: identity\r\n\r\n",
    ]
    upgrades = [
        get(b"Connection: Upgrade", b"Upgrade: websocket", b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Key: AAAA"),
        get(b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABkAAQAAP__"),
        get(b"Connection: upgrade", b"Upgrade: HTTP/2.0, TLS/1.0, x"),
        get(b"Upgrade: h2c"), get(b"Connection: Transfer-Encoding"), get(b"Connection: Host, Content-Length"),
        get(b"TE: trailers, chunked"), get(b"Trailer: Content-Length"), get(b"Keep-Alive: timeout=5"),
    ]
    closing = [
        b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n",
        get(b"Connection: close"), get(b"Connection: keep-alive, Close"),
        get(b"Connection: keep-alive", b"Connection: close"), get(b"Connection:", b"connection: CLOSE"),
    ]
    bodies = [
        Case("versions compressed body", post(b"Content-Encoding: gzip", b"Content-Length: 5", body=b"01234"), (415,)),
        Case("versions compressed twice", post(b"Content-Encoding:", b"Content-Encoding: gzip", b"Content-Length: 5",
                                               body=b"01234"), (415,)),
        Case("versions tea", post(b"Expect: tea", b"Content-Length: 5", body=b"01234"), (417,)),
        Case("versions tea later", post(b"Expect: 100-continue", b"Expect: tea", b"Content-Length: 5",
                                        body=b"01234"), (417,)),
        Case("versions old continue", old + b"Connection: keep-alive\r\nExpect: 100-continue\r\n"
             b"Content-Length: 5\r\n\r\n01234", BOTH),
    ]
    made += [data.replace(b"POST", b"HEAD") for data in made[:2]]
    return (cases("versions", REFUSED, made) + cases("versions", FOUND, upgrades) +
            cases("versions", (200,), closing) +
            bodies)


def controls():
    """Each control character, in each part of a request."""
    made = []
    for code in [*range(0x20), 0x7F]:
        byte = bytes([code])
        if byte == b"\r":
            continue  # with the line feed behind it, it ends the line; line_ends() has it
        made += [
            asked(b"GE" + byte + b"T /healthz HTTP/1.1"), asked(b"GET /heal" + byte + b"thz HTTP/1.1"),
            asked(b"GET /?q=" + byte + b" HTTP/1.1"), asked(b"GET /healthz HTTP/1" + byte + b".1"),
            get(b"X-" + byte + b"A: b"), b"GET /healthz HTTP/1.1\r\nHost: local" + byte + b"host\r\n\r\n",
        ]
        if byte != b"\t":
            made.append(get(b"X-A: b" + byte + b"c"))
    return cases("controls", REFUSED, made)


def all_cases():
    return (two_lengths() + codings() + lengths_that_are_no_numbers() + line_ends() + header_lines() + chunks() + hosts() +
            request_lines() + old_and_new_versions() + controls())
