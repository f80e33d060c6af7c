# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Spellings of the way to a file that no reader may have.

spellings() crosses every way that some program has taken for "..", every way that some has taken for
the slash, how often they stand one behind the other, and files that a careless server would give
away; then the absolute and the wrapped ways to those files. raw_spellings() has what no request line
may hold. All are made here, from what decoders are known to get wrong: twice decoded, decoded from
overlong UTF-8, from %u, from full width forms; cut at a NUL; normalised after the check.
"""

import itertools

# Of the machine, of the data folder, and above it.
TARGETS = ["etc/passwd", "etc/hosts", "proc/self/environ", "secret.txt", "broadsheet.toml", "record.db", "lock",
           ".git/config", "data/secret.txt"]

UP = [
    "..", "%2e%2e", "%2E%2e", ".%2e", "%2e.", "%252e%252e", "%25252e%25252e", ".%252e", "%c0%ae%c0%ae",
    "%c0%2e%c0%2e", "%e0%80%ae%e0%80%ae", "%f0%80%80%ae%f0%80%80%ae", "%u002e%u002e", "%uff0e%uff0e",
    "%ef%bc%8e%ef%bc%8e", "%e2%80%a5", "..%00", ".%00.", "..;", "..;a=b", "..%20", "....", "...", "%2e%2e%2e%2e",
]
SLASHES = [
    "/", "//", "/./", "%2f", "%2F", "%252f", "%25252f", "\\", "%5c", "%255c", "\\/", "%c0%af", "%c0%2f", "%c1%9c",
    "%e0%80%af", "%u2215", "%ef%bc%8f", "/%00/", ";/",
]
DEPTHS = [1, 2, 6, 12]

SCHEMES = ["/", "//", "///", "%2f", "%252f", "\\", "%5c%5c", "C:/", "c:%5c", "C|/", "file:", "file://", "file:///",
           "file:%2f%2f%2f", "file://localhost/", "FILE:///", "jar:file:///", "netdoc:///", "php://filter/resource=/",
           "local_file:///", "url:file:///", "~/", "~root/", "./", "%00/", "/./", "/proc/self/root/", "/proc/self/cwd/",
           "/dev/fd/../../", "$PWD/", "%24%7BPWD%7D/"]
ENDS = ["", "%00", "%00.svg", "%00.css", ".svg", ".css", "/", "/.", "%20", "%0a", "%0d%0aX:%20y", "::$DATA", ".bak",
        "~", "?", "?.svg", ";.svg", "%23.svg", "%2fa%2f..", "."]
# Stands before a way up, as if it led somewhere; where it is taken off after the check, ".." is left over.
WRAPPED = ["{}", "assets/{}", "site/{}", "./{}", ".//{}", "a/../{}", "%2e/{}", "templates/{}", "thumbnails/..%2f{}",
           "papers/{}", "index/{}", ".git/{}"]
NESTED = ["....//", "....\\/", "..././", "...\\.\\", "....%2f%2f", ".%2e%2e.%2f%2f", "..%2f./", "%2e%2e%2f./", "..//./"]


def spelled_ups():
    for up, slash, depth, target in itertools.product(UP, SLASHES, DEPTHS, TARGETS):
        yield (up + slash) * depth + target.replace("/", slash if "/" in slash or slash.startswith("%") else "/")


def absolute_ways():
    for scheme, end, target in itertools.product(SCHEMES, ENDS, TARGETS):
        yield scheme + target + end


def wrapped_ways():
    ways = [part * depth for part, depth in itertools.product(NESTED + ["../", "..%2f"], (1, 6))]
    for wrapping, way, end, target in itertools.product(WRAPPED, ways, ENDS[:3], TARGETS):
        yield wrapping.format(way + target + end)


def spellings():
    """Each once, in an order that is always the same; visible ASCII all of them, and no '#'."""
    return [*dict.fromkeys(itertools.chain(spelled_ups(), absolute_ways(), wrapped_ways()))]


def raw_spellings():
    """The same with bytes that stand for themselves, of which none may stand in an address."""
    ups = [b".\x00.", b"..\x00", b"\xc0\xae\xc0\xae", b"\xe0\x80\xae\xe0\x80\xae",
           b"\xef\xbc\x8e\xef\xbc\x8e", b"..\xc0\xaf",
           b"..\xef\xbc\x8f", b".. ", b". .", b"..\t", b"\xff\xfe.\x00.\x00", b"..\x7f", b"..#", b"..\x85", b"..\xa0",
           b"..\x0b", b"..\x1b", b"..\x08"]
    for up, depth, target in itertools.product(ups, (1, 6), TARGETS):
        yield (up + b"/") * depth + target.encode()
