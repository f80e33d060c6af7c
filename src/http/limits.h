// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// Bounds of the HTTP server, each with what it defends against. Sizes in bytes.

#ifndef BROADSHEET_HTTP_LIMITS_H_
#define BROADSHEET_HTTP_LIMITS_H_

#include <chrono>
#include <cstddef>

namespace broadsheet::http {

// Of one request, so that a client cannot make us hold much before we know what it wants.
// 8 KiB of query are 24 KiB once every byte is percent-encoded.
inline constexpr std::size_t kRequestLineBytesMax = std::size_t{32} << 10;
inline constexpr std::size_t kHeaderBytesMax = std::size_t{48} << 10;  // the request line not counted
inline constexpr std::size_t kHeaderLinesMax = 100;
inline constexpr std::size_t kMethodBytesMax = 16;
inline constexpr std::size_t kHostBytesMax = 255 + 6;  // a DNS name and a port
// Of a body, unless its route says otherwise. The body of a request that no route wants is not read.
inline constexpr std::size_t kBodyBytesMax = std::size_t{128} << 10;
// "ffffffff" and CRLF; chunk extensions are refused.
inline constexpr std::size_t kChunkLineBytesMax = 16;

// What a connection may take of our time. The deadlines are for the whole thing, not for each byte:
// a client that drips is cut like one that is silent.
inline constexpr std::chrono::seconds kFirstByteMax{20};  // a new connection that says nothing
inline constexpr std::chrono::seconds kHeadMax{8};    // from the first byte of a request to its last header
inline constexpr std::chrono::seconds kIdleMax{75};   // between the requests of a connection
inline constexpr std::chrono::seconds kLingerMax{2};  // for the client to read an error and close
inline constexpr std::size_t kLingerBytesMax = std::size_t{256} << 10;
// A body or an answer gets this long and a second more for each so many bytes.
inline constexpr std::chrono::seconds kTransferMax{10};
inline constexpr std::size_t kTransferBytesPerSecond = std::size_t{8} << 10;
// Deadlines are looked at this often.
inline constexpr std::chrono::milliseconds kSweepEvery{250};

// Open connections: file descriptors and a few KiB each.
inline constexpr std::size_t kConnectionsMax = 16'384;
// Of one client address, so that one machine cannot take them all. Addresses of this machine and of
// trusted proxies stand for many clients and are not counted.
inline constexpr std::size_t kConnectionsOfClientMax = 256;
// Accepting waits this long when there are no more file descriptors, rather than spin.
inline constexpr std::chrono::milliseconds kAcceptPause{200};

// Requests that wait for a worker; beyond, 503 with Retry-After at once.
inline constexpr std::size_t kQueuedRequestsMax = 256;
inline constexpr std::chrono::seconds kRetryAfter{1};
// Answers that are made while they are sent: each may hold a long list for as long as its client takes.
inline constexpr std::size_t kStreamsMax = 16;

// Shutting down: idle connections stay open this long, so that a request that is on its way is still
// answered; whatever runs is given up after the second.
inline constexpr std::chrono::milliseconds kDrainIdle{1000};
inline constexpr std::chrono::milliseconds kDrainMax{4000};

}  // namespace broadsheet::http

#endif  // BROADSHEET_HTTP_LIMITS_H_
