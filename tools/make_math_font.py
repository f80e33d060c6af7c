#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
"""make_math_font.py FONT OUT: site/assets/mathematics.woff2 from Debian's texgyrepagella-math.otf.

Not part of the build: the font changes when its origin does, and its packers write other bytes with each version. With
fonttools 4.68.0 and brotli 1.2.1 (both from PyPI) the file of the repository comes out byte for byte:

    apt-get download fonts-texgyre-math && dpkg -x fonts-texgyre-math_20180621-6_all.deb here
    tools/make_math_font.py here/usr/share/texmf/fonts/opentype/public/tex-gyre-math/texgyrepagella-math.otf OUT
"""

import hashlib
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

ORIGIN_SHA256 = "1f9e010f60e947d0e925910009b2ea85ad54edc7cefb106f8cdefb9ffd1d5f2f"
# Its licence asks that a font which was changed is called something else.
NAME = "Broadsheet Math"
# What formulas are made of: letters with their accents, the alphabets of mathematics, operators, arrows, delimiters.
# Their larger sizes and the pieces that these are put together from come with them, through the table MATH.
CHARACTERS = [(0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x237, 0x237), (0x2C6, 0x2DD), (0x300, 0x36F), (0x370, 0x3FF),
              (0x2000, 0x209F), (0x20D0, 0x20EF), (0x2100, 0x214F), (0x2190, 0x23FF), (0x25A0, 0x25FF), (0x2660, 0x266F),
              (0x2713, 0x2713), (0x27C0, 0x27FF), (0x2900, 0x2BFF), (0x1D400, 0x1D7FF)]
# The alternatives that mathematics asks for: smaller letters of scripts, letters without their dot below accents.
FEATURES = ["ssty", "dtls"]


def rename(font):
    names = {1: NAME, 3: f"1.632;{NAME}", 4: NAME, 6: NAME.replace(" ", ""), 16: NAME}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    cff = font["CFF "].cff
    cff.fontNames = [names[6]]
    cff[0].FullName = cff[0].FamilyName = NAME


def main():
    origin, out = map(pathlib.Path, sys.argv[1:])
    found = hashlib.sha256(origin.read_bytes()).hexdigest()
    if found != ORIGIN_SHA256:
        sys.exit(f"{origin}: SHA-256 {found}, expected {ORIGIN_SHA256}")
    font = TTFont(origin, recalcTimestamp=False)
    rename(font)
    options = subset.Options(flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=["*"], drop_tables=["FFTM"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in CHARACTERS for code in range(first, last + 1)])
    subsetter.subset(font)
    subset.save_font(font, out, options)
    print(f"{out}: {out.stat().st_size} bytes, SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
