# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
#
# make run    installs what is missing, builds, and serves the sample on http://127.0.0.1:8370 until Ctrl-C
# make test   the tests (<= 20 minutes on 2 cores, cold)
# make check  test + format, lengths, names, layers, docs, kills, clang-tidy, sanitizers, 4 s of each fuzz target

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
.DEFAULT_GOAL := build
.PHONY: build run test check races scan format lint tidy asan tsan fuzz fuzz-short crash crash-mail crash-short soak token-ids bench bench-engines \
        bench-ingest bench-backfill bench-identity bench-search bench-similar bench-hybrid bench-serve bench-encode bench-relevance bench-summaries \
        bench-trending bench-lockstep bench-for-you bench-mail mail-soak clean packages packages-run packages-test \
        packages-check packages-bench

JOBS ?= $(shell nproc)
NINJA = cmake --build $(1) -j $(JOBS) --
DATA ?= var/data
LISTEN ?= 127.0.0.1:8370
FUZZ_SECONDS ?= 60
SEEDS_FROM ?= 26c7357b651f9def86ecf710e5a3e1c4f910250c
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

packages:
	@tools/install_packages.sh build
packages-run:
	@tools/install_packages.sh build run
packages-test:
	@tools/install_packages.sh build test
packages-check:
	@tools/install_packages.sh build test check
packages-bench:
	@tools/install_packages.sh build test bench

build/build.ninja:
	@mkdir -p build
	@CXX=g++ CC=gcc cmake --preset default -DBROADSHEET_TESTS=$(if $(wildcard /usr/include/gtest/gtest.h),ON,OFF) > build/configure.log 2>&1 \
	  || { cat build/configure.log; rm -f build/build.ninja; exit 1; }

# The program and the engine bench.
build: packages build/build.ninja
	@$(call NINJA,build) broadsheet engine

run: packages-run build/build.ninja
	@if [ -t 1 ]; then $(call NINJA,build) broadsheet; else $(call NINJA,build) broadsheet | tail -n 1; fi
	@tools/first_run.sh build/broadsheet $(DATA) $(LISTEN)

test: packages-test
	@CXX=g++ CC=gcc cmake --preset default -DBROADSHEET_TESTS=ON > /dev/null
	@$(call NINJA,build) all
	@cd build && ctest --output-on-failure -j $(JOBS)

format:
	@git ls-files '*.h' '*.cc' | xargs clang-format-14 -i

# Cheap checks of the text of the repository: format, lengths, names, licences, layers, docs.
lint: packages-check
	@git ls-files '*.h' '*.cc' | xargs clang-format-14 --dry-run -Werror
	@python3 tools/tidy.py
	@python3 tools/check_docs.py

tidy: packages-check build/build.ninja
	@tools/clang_tidy.sh

# One clang tree with ASan and UBSan: all unit tests and all fuzz targets.
asan: packages-check
	@cmake --preset asan > /dev/null
	@$(call NINJA,build-asan) all
	@cd build-asan && ctest --output-on-failure -j $(JOBS) -LE slow

tsan: packages-check
	@cmake --preset tsan > /dev/null
	@$(call NINJA,build-tsan) store_test index_test follow_test http_test
	@cd build-tsan && ctest --output-on-failure -j $(JOBS) -R '^(store|index|follow|http)$$'

# What scanners find that know nothing of us; a quarter of an hour.
scan: test
	@command -v sqlmap wapiti > /dev/null || { echo "make scan needs Debian's sqlmap and wapiti"; exit 1; }
	@python3 tests/security/scan.py build/broadsheet

# Ten thousand racing votes, and letters that four threads deliver, under ThreadSanitizer.
races: packages-check
	@cmake --preset tsan > /dev/null
	@$(call NINJA,build-tsan) web_test mail_test
	@TSAN_OPTIONS=exitcode=66 build-tsan/web_test --gtest_filter='Races*'
	@TSAN_OPTIONS=exitcode=66 build-tsan/mail_test --gtest_filter='*Threads*:Mailer*:DeliveryQueue*'

fuzz-short: asan
	@tools/fuzz.sh build-asan 4
fuzz: asan
	@tools/fuzz.sh build-asan $(FUZZ_SECONDS)

crash-short: test
	@python3 tests/crash/kill_test.py --broadsheet build/broadsheet --rounds 15 --seed 1
	@python3 tests/crash/acts_test.py --broadsheet build/broadsheet --rounds 15 --seed 2
# 1,000 readers through all the ways in which a mail server goes wrong, and 500 kills; a quarter of an hour.
crash-mail: test
	@python3 tests/crash/mail_test.py --broadsheet build/broadsheet
crash: test crash-mail
	@python3 tests/crash/kill_test.py --broadsheet build/broadsheet --rounds 200
	@python3 tests/crash/serve_test.py --broadsheet build/broadsheet --rounds 100
	@python3 tests/crash/acts_test.py --broadsheet build/broadsheet --rounds 500
	@python3 tests/crash/syscall_test.py --broadsheet build/broadsheet --every 1
	@python3 tests/crash/damage_test.py --broadsheet build/broadsheet
	@python3 tests/crash/encode_test.py --broadsheet build/broadsheet --rounds 200 || test $$? -eq 77

# What fails soonest comes first. At most 60 minutes cold on 2 cores.
check: test lint crash-short tidy asan tsan fuzz-short
	@echo "check: everything passed"

# Ten minutes of whatever the description of the API allows, and of what it does not.
api-fuzz: test
	@API_FUZZ_SECONDS=600 API_FUZZ_EXAMPLES=100000 BROADSHEET=build/broadsheet \
	  build/venv/bin/pytest -q -s -p no:cacheprovider tests/compat/test_description.py

# What the protocol's own suite says of each scenario that can be asked of us, in full.
mcp-conformance: test
	@BROADSHEET=build/broadsheet MCP_CONFORMANCE=build/mcp_conformance \
	  build/venv/bin/pytest -v -s -p no:cacheprovider tests/mcp/test_conformance.py

# 100,000 titles and abstracts through our tokenizer and the reference's.
token-ids: test
	@TOKEN_TEXTS=22000 build/venv/bin/pytest -q -s -rs -p no:cacheprovider tests/encode

# A year of mail for ten thousand readers, on a clock of its own; the data lies in TMPDIR.
mail-soak: packages-bench build
	@$(call NINJA,build) mail_soak
	@build/bench/mail_soak --readers $(or $(READERS),10000) --days $(or $(DAYS),365) --seed $(or $(SEED),20260101)

soak: crash fuzz api-fuzz token-ids mail-soak bench-backfill

bench: bench-ingest bench-search bench-serve bench-encode bench-engines
bench-ingest: packages-bench build
	@python3 bench/corpora.py --broadsheet build/broadsheet
# All of arXiv as it might be: 3 million papers, killed on the way, then ten days. FOLDER keeps what is made.
bench-backfill: packages-bench build
	@python3 bench/backfill.py --broadsheet build/broadsheet --folder $(or $(FOLDER),var/backfill) --count $(or $(COUNT),3000000)
bench-identity: packages-bench build
	@python3 bench/identity.py --broadsheet build/broadsheet
bench-search: packages-bench build
	@$(call NINJA,build) search_bench
	@build/bench/search_bench $(DATA)
# FILE: a text a line. The models are those of the data folder.
# Fills DATA, a copy of a data folder with a model, with vectors that mean nothing.
bench-hybrid: packages-bench build
	@$(call NINJA,build) fill_vectors hybrid_bench
	@build/bench/fill_vectors $(DATA) && build/broadsheet --data $(DATA) follow && build/bench/hybrid_bench $(DATA)
bench-encode: packages-bench build
	@$(call NINJA,build) encode_bench
	@build/bench/encode_bench $(DATA)/models $(or $(FILE),sample/daily-papers-2025-2026.jsonl)
# Nine literature reviews of ../shared; encodes 12,218 papers the first time.
bench-similar: packages-bench build
	@$(call NINJA,build) similar_bench
	@python3 bench/similar.py --models $(DATA)/models --cache $(or $(CACHE),var/similar)
# Needs the shared folder. With a sentence model in the data folder the variants by meaning are judged, too.
bench-summaries: packages-bench build
	@$(call NINJA,build) bench/summaries
	@python3 bench/summaries.py $(if $(wildcard $(DATA)/models/default),--models $(DATA)/models)
# The tables of docs/trending.md. Needs the shared folder.
CORPORA ?= ../shared/data/corpora
bench-trending: packages-bench build
	@$(call NINJA,build) bench/trending
	@for part in second first fit; do printf '\n%s\n\n' "== $$part"; \
	  build/bench/trending $(CORPORA)/hf-daily-papers.jsonl.zst $(CORPORA)/hf-upvotes-over-time.tsv.zst $$part || exit 1; done
# The tables of docs/bench/for-you.md. Needs the shared folder. With a sentence model in the data folder what goes by
# meaning is judged, too; the first time 32,000 papers are encoded.
bench-for-you: packages-bench build
	@$(call NINJA,build) bench/for_you
	@tools/python_venv.sh build/bench-data/venv tools/requirements-bench.txt
	@build/bench-data/venv/bin/python bench/for_you.py $(if $(wildcard $(DATA)/models/default),--models $(DATA)/models)
bench-serve: packages-bench build
	@python3 bench/serving.py --broadsheet build/broadsheet
# Needs the shared folder, and a sentence model in the data folder. The first time 4,000 papers are encoded.
bench-relevance: packages-test build
	@python3 bench/relevance.py --broadsheet build/broadsheet --data $(DATA)
# Rings among honest people. Seeds are drawn from SEEDS_FROM, here the hash that the commit that fixed the detector had.
bench-lockstep: packages-bench build
	@$(call NINJA,build) bench/lockstep
	@build/bench/lockstep --seeds-from $(SEEDS_FROM) && build/bench/lockstep --seeds-from $(SEEDS_FROM) --scale
# A morning of letters: of the shared corpus if it is there.
bench-mail: packages-bench build
	@$(call NINJA,build) mail_compose
	@build/bench/mail_compose $(or $(wildcard $(CORPORA)/hf-daily-papers.jsonl.zst),sample/daily-papers-2025-2026.jsonl)
bench-engines: packages-bench build
	@python3 bench/peers/run.py

clean:
	@rm -rf build build-asan build-tsan
