// SPDX-FileCopyrightText: 2026 The Broadsheet authors
// SPDX-License-Identifier: Apache-2.0

// What a reader chooses of the digest: the browser knows its time zone and the names of all others, and a day
// that somebody chooses says how often. Without this the form asks for the same.

const zone = document.getElementById("choice-zone");
if (zone) {
  if (Intl.supportedValuesOf) {
    const names = document.createElement("datalist");
    names.id = "time-zones";
    for (const name of Intl.supportedValuesOf("timeZone")) names.append(new Option("", name));
    zone.after(names);
    zone.setAttribute("list", names.id);
  }
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone.dataset.propose && here) zone.value = here;
}

for (const [field, cadence] of [["weekday", "weekly"], ["day", "monthly"]]) {
  const radio = document.getElementById(`choice-${cadence}`);
  document.querySelector(`.choices [name="${field}"]`)?.addEventListener("input", () => {
    radio.checked = true;
  });
}
