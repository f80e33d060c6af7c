// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

#include "web/metrics.h"

#include <chrono>
#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace broadsheet::web {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

// Seconds: from an answer out of memory to one that a person gives up on.
const Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                              0.05,   0.1,   0.25,   0.5,   1,    2.5};

Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

double seconds_of(Instant instant) {
  return std::chrono::duration<double>(instant.time_since_epoch()).count();
}

// A registry of their own, since sources come and go.
std::string text_of(const std::vector<SourceHealth>& sources) {
  if (sources.empty()) return {};
  prometheus::Registry registry;
  const auto family = [&](const char* name, const char* help) -> Family<Gauge>& {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
  };
  Family<Gauge>& success = family("broadsheet_source_last_success_timestamp_seconds",
                                  "When a source was last harvested to its end");
  Family<Gauge>& next = family("broadsheet_source_next_run_timestamp_seconds", "When a source is due");
  Family<Gauge>& failures = family("broadsheet_source_failures", "Harvests of a source that failed in a row");
  Family<Gauge>& paused = family("broadsheet_source_paused", "1 where a source is left alone");
  for (const SourceHealth& source : sources) {
    const prometheus::Labels labels = {{"source", source.name}};
    if (source.last_success) success.Add(labels).Set(seconds_of(*source.last_success));
    next.Add(labels).Set(seconds_of(source.next_run));
    failures.Add(labels).Set(static_cast<double>(source.failures));
    paused.Add(labels).Set(source.paused ? 1 : 0);
  }
  return prometheus::TextSerializer().Serialize(registry.Collect());
}

std::string text_of(const std::vector<std::pair<std::string, std::uint64_t>>& mail) {
  if (mail.empty()) return {};
  prometheus::Registry registry;
  Family<Counter>& tries = prometheus::BuildCounter()
                               .Name("broadsheet_mail_tries_total")
                               .Help("Tries to deliver a letter or to call a webhook, by their outcome")
                               .Register(registry);
  for (const auto& [outcome, times] : mail)
    tries.Add({{"outcome", outcome}}).Increment(static_cast<double>(times));
  return prometheus::TextSerializer().Serialize(registry.Collect());
}

}  // namespace

struct Metrics::State {
  prometheus::Registry registry;
  Family<Counter>& answers = prometheus::BuildCounter()
                                 .Name("broadsheet_http_answers_total")
                                 .Help("Answers by route and status")
                                 .Register(registry);
  Family<Histogram>& seconds = prometheus::BuildHistogram()
                                   .Name("broadsheet_http_answer_seconds")
                                   .Help("Time that a worker took for an answer")
                                   .Register(registry);
  Gauge& connections = gauge(registry, "broadsheet_http_connections", "Connections that are open");
  Gauge& accepted = gauge(registry, "broadsheet_http_accepted", "Connections accepted since the start");
  Gauge& refused_connections =
      gauge(registry, "broadsheet_http_refused_connections", "Connections refused over a limit");
  Gauge& refused_requests = gauge(registry, "broadsheet_http_refused_requests",
                                  "Requests that were not plainly valid, or too large");
  Gauge& overloaded = gauge(registry, "broadsheet_http_overloaded", "Requests answered 503 for a full queue");
  Gauge& timed_out = gauge(registry, "broadsheet_http_timed_out", "Connections cut at a deadline");
  Gauge& record = gauge(registry, "broadsheet_record_revision", "Revision of the record");
  Gauge& searchable = gauge(registry, "broadsheet_searchable_revision", "Revision that can be searched");
};

Metrics::Metrics() : state_(std::make_unique<State>()) {}
Metrics::~Metrics() = default;

void Metrics::answered(std::string_view route, std::uint16_t status, std::chrono::duration<double> took) {
  const std::string name(route.empty() ? "none" : route);
  state_->answers.Add({{"route", name}, {"status", std::to_string(status)}}).Increment();
  state_->seconds.Add({{"route", name}}, kSeconds).Observe(took.count());
}

std::string Metrics::text(const Now& now) {
  const auto set = [](Gauge& gauge, std::uint64_t value) { gauge.Set(static_cast<double>(value)); };
  set(state_->connections, now.server.connections);
  set(state_->accepted, now.server.accepted);
  set(state_->refused_connections, now.server.refused_connections);
  set(state_->refused_requests, now.server.refused_requests);
  set(state_->overloaded, now.server.overloaded);
  set(state_->timed_out, now.server.timed_out);
  set(state_->record, now.record.value());
  set(state_->searchable, now.searchable.value());
  return prometheus::TextSerializer().Serialize(state_->registry.Collect()) + text_of(now.sources) +
         text_of(now.mail);
}

}  // namespace broadsheet::web
