# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""Our tokenizer gives the numbers that the reference gives: PyPI's tokenizers, put together from the same
vocabulary without special tokens in texts.

Texts: titles and abstracts of ../shared/data/corpora where that is there, else the sample (`make token-ids`
compares 100,000); every code point of Unicode between two letters; random texts of what is odd, and random bytes.
The vocabulary is that of any installed model ($BROADSHEET_MODELS, else .cache/models); without one the tests are skipped.
"""

import itertools
import json
import os
import pathlib
import random
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("TOKEN_IDS", str(ROOT / "build" / "bench" / "token_ids"))
MODELS = pathlib.Path(os.environ.get("BROADSHEET_MODELS") or ROOT / ".cache" / "models")
CORPORA = ROOT.parent / "shared" / "data" / "corpora"
SAMPLE = ROOT / "sample"
TEXTS_EACH = int(os.environ.get("TOKEN_TEXTS", 4_000))  # of each file
NO_LIMIT = 10_000_000

ODDITIES = [
    "e\u0301", "E\u0301\u0323", "\u1ec7", "\u0130", "\u0131", "\u1e9e", "\ufb01", "\u212b", "\u00c5", "\u01c5", "\u03a3",
    "\u03c2", "\u037e", "\u0387", "\u1fef", "\u2028", "\u2029", "\u0085", "\u00a0", "\u3000", "\u200b", "\u200d", "\u00ad",
    "\ufeff", "\ufffd", "\ue000", "\U000f0000", "\U0010ffff", "\u0000", "\u000b", "\u001c", "\u4e2d", "\uf900",
    "\U0002f800", "\U0002b820", "\U0002b920", "\u3042", "\u30a2", "\u30ac", "\uac01", "\u1100\u1161\u11a8", "\u302e",
    "\U0001d165", "\U0001d15e", "\u0e33", "\u094d", "\u0915\u093c", "\u0958", "\u1734", "\u1885", "\u166d", "\U000111c9",
    "\U00011938", "\u08e2", "\u2e52", "\ua7cb", "\ua7dc", "\U0001f468\u200d\U0001f469", "\U0001f1e9\U0001f1ea", "\ufe0f",
    "[SEP]", "[CLS]", "##ing", "#", "$\\alpha$", "\u2014", "\u2019", "\u201c", "a" * 99, "b" * 101, "\u0301" * 120, "x", "1",
]


@pytest.fixture(scope="module")
def vocabulary():
    found = sorted(MODELS.glob("*/vocab.txt"))
    if not found:
        pytest.skip(f"no model in {MODELS}: tools/fetch_model.sh gets one")
    return found[0]


@pytest.fixture(scope="module")
def reference(vocabulary):
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    lines = vocabulary.read_bytes().decode().split("\n")
    numbers = {token: number for number, token in enumerate(lines) if token}
    made = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()

    def ids(texts, tokens_max):
        return [
            [numbers["[CLS]"], *encoding.ids[: tokens_max - 2], numbers["[SEP]"]]
            for encoding in made.encode_batch(texts, add_special_tokens=False)
        ]

    return ids


@pytest.fixture(scope="module")
def ours(vocabulary):
    def ids(texts, tokens_max):
        lines = "".join(text.hex() + "\n" for text in texts)
        run = subprocess.run([PROGRAM, vocabulary, str(tokens_max)], input=lines, text=True, capture_output=True, check=True)
        return [[int(word) for word in line.split()] for line in run.stdout.splitlines()]

    return ids


def compare(ours, reference, texts, tokens_max=NO_LIMIT):
    """Texts are bytes; answers how many tokens were compared."""
    got = ours(texts, tokens_max)
    assert len(got) == len(texts)
    tokens = 0
    for begin in range(0, len(texts), 2_000):
        part = texts[begin : begin + 2_000]
        wanted = reference([text.decode(errors="replace") for text in part], tokens_max)
        for text, ids, others in zip(part, got[begin:], wanted):
            assert ids == others, text
            tokens += len(ids)
    return tokens


def corpus_texts():
    for path in sorted(CORPORA.glob("*.jsonl.zst")) or sorted(SAMPLE.glob("*.jsonl")):
        command = ["zstd", "-dcq", "--long=27", path] if path.suffix == ".zst" else ["cat", path]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as unpacked:
            for line in itertools.islice(unpacked.stdout, TEXTS_EACH):
                record = json.loads(line)
                yield (record["title"] + "\n" + (record.get("abstract") or "")).encode()
            unpacked.kill()


def test_papers(ours, reference, capsys):
    texts = list(corpus_texts())
    assert len(texts) >= 2_000
    tokens = compare(ours, reference, texts)
    tokens += compare(ours, reference, texts[::10], 256)
    with capsys.disabled():
        print(f"\n{len(texts):,} texts of papers, {tokens:,} tokens: no difference")


def test_every_code_point(ours, reference):
    points = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
    texts = [" ".join(f"a{c}b {c}" for c in points[i : i + 64]).encode() for i in range(0, len(points), 64)]
    compare(ours, reference, texts)


def test_odd_texts(ours, reference):
    chance = random.Random(5)
    texts = []
    for _ in range(20_000):
        parts = [chance.choice(ODDITIES) for _ in range(chance.randrange(12))]
        texts.append("".join(part + chance.choice(["", "", " ", "a"]) for part in parts).encode())
    compare(ours, reference, texts)
    compare(ours, reference, texts[:2_000], 5)


def test_any_bytes(ours, reference):
    chance = random.Random(6)
    some = [b"\xff", b"\xc3", b"\xe2\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xf0\x9f", b"a", b" ", "é".encode()]
    texts = [b"".join(chance.choice(some) for _ in range(chance.randrange(20))) for _ in range(20_000)]
    texts += [chance.randbytes(chance.randrange(200)) for _ in range(20_000)]
    compare(ours, reference, texts)


def test_very_long_texts(ours, reference):
    compare(ours, reference, [b"a" * 1_000_000, b"word " * 200_000, "é".encode() * 300_000, "中".encode() * 200_000])
