# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Nothing that two programs could read as different requests is answered as if it were one.

Each case of malformed.py, and each spelling of Transfer-Encoding that spellings() makes, is sent in
one write with a whole request behind it. What is not plainly valid has one answer that refuses it,
and then the server closes; it never answers the request behind.

Run: BROADSHEET=build/broadsheet build/venv/bin/pytest tests/http/test_smuggling.py
"""

import itertools
import re

import malformed
import wire

BEHIND = wire.request("/healthz?smuggled", last=True)
CASES_MIN = 166
SPELLINGS_MIN = 1703
TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
HEAD = b"POST /api/papers/index HTTP/1.1\r\nHost: localhost\r\n"


def spellings():
    """Lines that are, or nearly are, `Transfer-Encoding: chunked`."""
    name, value = b"Transfer-Encoding", b"chunked"
    for code in range(256):
        byte = bytes([code])
        yield byte + name + b": " + value
        yield name + byte + b": " + value
        yield name[:8] + byte + name[8:] + b": " + value
        yield name[:8] + byte + name[9:] + b": " + value
        yield name + b":" + byte + value
        yield name + b": " + byte + value
        yield name + b": " + value + byte
        yield name + b": chun" + byte + b"ked"
    for letters in itertools.product(*[(c.lower(), c.upper()) for c in "chunked"]):
        yield name + b": " + "".join(letters).encode()
    for spelled in (name.lower(), name.upper(), b"tRANSFER-eNCODING", b"Transfer_Encoding", b"TransferEncoding",
                    b"Transfer--Encoding", b"X-Transfer-Encoding", b"Transfer-Encodings",
                    b"Transfer\xe2\x80\x90Encoding"):
        yield spelled + b": " + value
    blanks = (b"", b" ", b"\t", b"  ", b" \t", b"\x0b", b"\x0c", b"\r\n ", b"\r\n\t", b"\n ", b"\r ", b"\xa0",
              b"\xc2\xa0")
    for before, after in itertools.product(blanks, blanks):
        yield name + b":" + before + value + after
    for blank in blanks[1:]:
        yield name + blank + b": " + value
        if not blank.startswith(b"\r\n"):  # which would end the head before it
            yield blank + name + b": " + value
    lists = (b"chunked", b"identity", b"gzip", b"", b'"chunked"', b"chunked;q=0", b"x", b"'chunked'",
             b"chunked chunked")
    for one, two in itertools.product(lists, lists):
        yield name + b": " + one + b"," + two
        yield name + b": " + one + b"\r\n" + name + b": " + two


def meaning(line):
    """What RFC 9112 lets it be: "chunked", "other" (some other header), or "refused"."""
    field, colon, value = line.partition(b":")
    if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line) or not colon or not TOKEN.fullmatch(field):
        return "refused"
    if field.lower() != b"transfer-encoding":
        return "other"
    return "chunked" if value.strip(b" \t").lower() == b"chunked" else "refused"


EXPECTED = {"chunked": malformed.BOTH, "other": malformed.THEN_REFUSED, "refused": malformed.REFUSED}


def wrong_answer(server, data, expected):
    """What is wrong with the answers to the bytes and a request behind them; None if nothing is."""
    try:
        answers = wire.ask(server, data + BEHIND, ["HEAD"] if data.startswith(b"HEAD ") else [])
    except (wire.NotAnAnswer, AssertionError, OSError) as failure:
        return f"{data!r}: {failure!r}"
    if tuple(wire.statuses(answers)) != expected or not answers[-1].last:
        return f"{data!r}: {wire.statuses(answers)}, not {expected}"
    return None


def all_wrong(server, made):
    return [wrong for data, expected in made if (wrong := wrong_answer(server, data, expected))]


def test_the_table_is_large_and_does_not_contradict_itself():
    table = malformed.all_cases()
    refused = {case.data for case in table if case.expected == malformed.REFUSED}
    assert len(refused) >= CASES_MIN
    assert len({case.data for case in table}) == len({(case.data, case.expected) for case in table})


def test_what_is_not_plainly_valid_is_refused_once(server):
    table = malformed.all_cases()
    wrong = all_wrong(server, ((case.data, case.expected) for case in table))
    assert not wrong, f"{len(wrong)} of {len(table)}:\n" + "\n".join(wrong[:20])


def test_spellings_of_transfer_encoding(server):
    made = set(spellings())
    assert len(made) >= SPELLINGS_MIN
    meanings = [meaning(line) for line in made]
    assert min(meanings.count(kind) for kind in EXPECTED) > 50
    wrong = all_wrong(server, ((HEAD + line + b"\r\n\r\n0\r\n\r\n", EXPECTED[meaning(line)]) for line in made))
    assert not wrong, f"{len(wrong)} of {len(made)}:\n" + "\n".join(wrong[:20])
