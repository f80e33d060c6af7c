# SPDX-FileCopyrightText: 2026 The Broadsheet authors
# SPDX-License-Identifier: Apache-2.0
# The libraries we stand on, one interface target per room that owns their headers.
# Why each of them: docs/decisions/.

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(zstd REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
find_package(EXPAT REQUIRED)
find_package(simdjson REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(hwy REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(date REQUIRED)
find_package(prometheus-cpp REQUIRED)
pkg_check_modules(CTEMPLATE REQUIRED IMPORTED_TARGET libctemplate)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
find_library(DUKTAPE_LIBRARY duktape REQUIRED)
find_file(KATEX_SOURCE katex.js PATHS /usr/share/javascript/katex REQUIRED)
find_library(STEMMER_LIBRARY stemmer REQUIRED)
find_path(STEMMER_INCLUDE libstemmer.h REQUIRED)

function(library_group name)
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE ${ARGN})
endfunction()

library_group(bs_base_libs    Threads::Threads fmt::fmt spdlog::spdlog zstd::libzstd_shared ZLIB::ZLIB OpenSSL::Crypto
                              PkgConfig::XXHASH date::date date::date-tz)
library_group(bs_text_libs    ICU::uc ICU::i18n ${STEMMER_LIBRARY} ${DUKTAPE_LIBRARY} PkgConfig::CTEMPLATE)
library_group(bs_formats_libs EXPAT::EXPAT simdjson::simdjson)
library_group(bs_index_libs   hwy::hwy)
library_group(bs_search_libs  hwy::hwy)
library_group(bs_store_libs   SQLite::SQLite3)
library_group(bs_http_libs    Boost::headers)
library_group(bs_web_libs     prometheus-cpp::core)
library_group(bs_app_libs     CLI11::CLI11 tomlplusplus::tomlplusplus)
